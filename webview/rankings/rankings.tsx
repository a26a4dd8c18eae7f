import '../translation.ts';
import { render } from 'preact';
import { Page } from './page.tsx';
import { start } from './state.ts';
import './rankings.css';

render(<Page />, document.getElementById('root')!);
start();
