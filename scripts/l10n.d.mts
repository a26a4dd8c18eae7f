export const bundleFile: string;
export function bundleText(): Promise<string>;
