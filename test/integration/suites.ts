// Every suite of this folder, for one bundle.
import './activation.test.ts';
import './assistant.test.ts';
import './containers.test.ts';
import './diagnostics.test.ts';
import './evaluate.test.ts';
import './formats.test.ts';
import './inline.test.ts';
import './latency.test.ts';
import './positions.test.ts';
import './quickFixes.test.ts';
import './sideBar.test.ts';
import './tokens.test.ts';
