import '../translation.ts';
import { render } from 'preact';
import { followTheme } from '../charts/theme.ts';
import { App } from './app.tsx';
import './compare.css';
import { start } from './page.ts';

followTheme();
start();
render(<App />, document.getElementById('root')!);
