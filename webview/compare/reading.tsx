import { percent } from '../format.ts';
import { host } from './host.ts';
import { reading } from './state.ts';

/** How far the runs are read, and the way to stop. */
export function Reading() {
  const share = reading.value ?? 0;
  return (
    <div class="reading waiting">
      <p role="status">Reading the runs …</p>
      <progress max={1} value={share} aria-label="Read">
        {percent(share, 0)}
      </progress>
      <button type="button" class="button" onClick={() => host.cancel()}>
        Cancel
      </button>
    </div>
  );
}
