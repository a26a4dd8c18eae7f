import './translation.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { followTheme } from './charts/theme.ts';
import { start } from './page.ts';
import './results.css';

followTheme();
render(<App />, document.getElementById('root')!);
start();
