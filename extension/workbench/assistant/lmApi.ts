import * as vscode from 'vscode';

/** The part of VS Code's language-model tools that is used; older VS Codes, which `engines` allows, do not have it. */
export interface Tool<Input> {
  prepareInvocation?(options: { readonly input: Input }): Promise<Prepared>;
  invoke(options: { readonly input: Input }, token: vscode.CancellationToken): Promise<unknown>;
}

export interface Prepared {
  /** Shown while it runs. */
  readonly invocationMessage: string;
  /** Asked before it runs. */
  readonly confirmationMessages?: { readonly title: string; readonly message: string };
}

interface Api {
  readonly lm?: { readonly registerTool?: (name: string, tool: Tool<never>) => vscode.Disposable };
  readonly LanguageModelToolResult?: new (parts: readonly unknown[]) => unknown;
  readonly LanguageModelTextPart?: new (text: string) => unknown;
}

const api = vscode as unknown as Api;

/** Undefined where this VS Code has no tools. `invoke`'s text is what the model reads; its errors, too. */
export function registerTool<Input>(
  name: string,
  tool: {
    prepare(input: Input): Promise<Prepared>;
    invoke(input: Input, token: vscode.CancellationToken): Promise<string>;
  },
): vscode.Disposable | undefined {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: TextPart } = api;
  if (!lm?.registerTool || !Result || !TextPart) return undefined;
  const registered: Tool<Input> = {
    prepareInvocation: ({ input }) => tool.prepare(input),
    invoke: async ({ input }, token) => new Result([new TextPart(await tool.invoke(input, token))]),
  };
  return lm.registerTool(name, registered as Tool<never>);
}
