import type { Memento } from 'vscode';

/** A page that is open, so that it finds what it showed after a reload of the window even where it never was seen. */
export interface OpenPage {
  /** What VS Code says of a page that it brings back without any state. */
  readonly title: string;
  /** Absolute path. */
  readonly dataset: string;
  /** Folder of the run that was chosen, where that is not the newest. */
  readonly runFolder?: string;
}

const key = 'plackett.openPages';
/** Pages that VS Code itself forgot stay here; older ones make room. */
const most = 30;

/** The open results pages, in the workspace's memory. */
export class OpenPages {
  constructor(private readonly memory: Memento) {}

  all(): readonly OpenPage[] {
    const kept = this.memory.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter(isOpenPage) : [];
  }

  /** In the place of what was kept of its dataset. */
  keep(page: OpenPage): void {
    const others = this.all().filter(({ dataset }) => dataset !== page.dataset);
    void this.memory.update(key, [...others, page].slice(-most));
  }

  drop(dataset: string): void {
    void this.memory.update(
      key,
      this.all().filter((page) => page.dataset !== dataset),
    );
  }

  of(dataset: string): OpenPage | undefined {
    return this.all().find((page) => page.dataset === dataset);
  }

  /** The newest with this title whose dataset is not shown already. */
  withTitle(title: string, isShown: (dataset: string) => boolean): OpenPage | undefined {
    return this.all()
      .filter((page) => page.title === title && !isShown(page.dataset))
      .at(-1);
  }
}

function isOpenPage(value: unknown): value is OpenPage {
  const page = value as Partial<OpenPage> | null | undefined;
  const isText = (text: unknown) => typeof text === 'string';
  return (
    isText(page?.title) && isText(page?.dataset) && (page?.runFolder === undefined || isText(page.runFolder))
  );
}
