/** An ONNX graph of one node, y = x + x over two float32: what providers are tried with. Written by test/fixtures/onnx/tinyGraphs.ts. */
export const doublingGraph: Uint8Array = Buffer.from(
  'CAgSBHRlc3Q6QQoWCgF4CgF4EgF5GgZub2RlX3kiA0FkZBIFZ3JhcGhaDwoBeBIKCggIARIECgIIAmIPCgF5EgoKCAgBEgQKAggCQgQKABAR',
  'base64',
);
