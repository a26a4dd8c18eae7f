import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doublingGraph } from '../../../extension/model/doublingGraph.ts';
import { openSession } from '../../../extension/model/onnxSession.ts';
import { newProfile, placementOf } from '../../../extension/model/placement.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

const node = (name: string, provider: string, index = name) => ({
  cat: 'Node',
  name: `${name}_kernel_time`,
  args: { node_index: index, provider },
});

describe('where the nodes ran', () => {
  it('is counted by provider, most first, a node that ran twice once', () => {
    const events = [
      { cat: 'Session', name: 'model_run' },
      node('a', 'CPUExecutionProvider'),
      node('b', 'WebGpuExecutionProvider'),
      node('c', 'WebGpuExecutionProvider'),
      node('b', 'WebGpuExecutionProvider'),
      { ...node('b', ''), name: 'b_fence_before' },
    ];
    expect(placementOf(JSON.stringify(events))).toEqual([
      { provider: 'WebGpuExecutionProvider', nodes: 2 },
      { provider: 'CPUExecutionProvider', nodes: 1 },
    ]);
  });

  it('comes with a loaded model', async () => {
    const model = await loadModel(tinyFolder(), { provider: 'cpu' }, { threads: 1 });
    expect(model.info.placement.length).toBe(1);
    expect(model.info.placement[0].provider).toBe('CPUExecutionProvider');
    expect(model.info.placement[0].nodes).toBeGreaterThan(5);
    await model.release();
  });

  it('leaves no file behind', async () => {
    const profile = newProfile();
    const session = await openSession({ bytes: doublingGraph }, 'cpu', {
      threads: 1,
      profilePrefix: profile.prefix,
    });
    expect(profile.read(session)).toEqual([]);
    expect(existsSync(dirname(profile.prefix))).toBe(true);
    profile.remove();
    expect(existsSync(dirname(profile.prefix))).toBe(false);
    await session.release();
  });
});
