/** What the benchmark uses of its peer, which is installed only when the benchmark runs. */
declare module '@huggingface/transformers' {
  export const env: { allowRemoteModels: boolean; localModelPath: string };
  export class Tensor {
    constructor(type: 'int64', data: BigInt64Array, dims: readonly number[]);
    readonly data: Float32Array;
    dispose(): void;
  }
  type Model = (feeds: Readonly<Record<string, Tensor>>) => Promise<{ readonly logits: Tensor }>;
  export const AutoModelForCausalLM: {
    from_pretrained(name: string, options: object): Promise<Model>;
  };
}
