import type { TextTurn } from '../contract.ts';
import { TextBlock } from './textBlock.tsx';

/** A text as its turns; plain text is one turn without a role. */
export function Turns({ turns }: { readonly turns: readonly TextTurn[] }) {
  return (
    <>
      {turns.map(({ role, content }, i) => (
        <div class="turn" key={i}>
          {role !== '' && (
            <div class="role">
              <bdi>{role}</bdi>
            </div>
          )}
          <TextBlock text={content} />
        </div>
      ))}
    </>
  );
}
