import './translation.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { SaveChart } from './charts/saveChart.ts';
import { followTheme } from './charts/theme.ts';
import { host, start } from './page.ts';
import './results.css';

followTheme();
render(
  <SaveChart.Provider value={(name, format, bytes) => void host.saveChart(name, format, bytes)}>
    <App />
  </SaveChart.Provider>,
  document.getElementById('root')!,
);
start();
