import { compare } from './compare.ts';
import { exampleAndDialogs } from './example.ts';
import { rankings } from './rankings.ts';
import { runStates } from './runStates.ts';
import { tokens } from './tokens.ts';
import { tools } from './tools.ts';

/** Every page through its main states, for checks that hold in each. */
export const tours = {
  'the results page as a run goes on': runStates,
  'the results page, its examples, dialogs and menus': exampleAndDialogs,
  'the results page, its filter, charts, problems and review': tools,
  'the rankings page': rankings,
  'the tokens page': tokens,
  'the compare page': compare,
};
