import '../translation.ts';
import { render } from 'preact';
import { SaveChart } from '../charts/saveChart.ts';
import { followTheme } from '../charts/theme.ts';
import { App } from './app.tsx';
import './compare.css';
import { host } from './host.ts';
import { start } from './page.ts';
import { base } from './state.ts';

followTheme();
start();
render(
  <SaveChart.Provider value={(name, format, bytes) => void host.saveChart(base.peek(), name, format, bytes)}>
    <App />
  </SaveChart.Provider>,
  document.getElementById('root')!,
);
