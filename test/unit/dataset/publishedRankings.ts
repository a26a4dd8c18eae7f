import type { Published } from './published.ts';

const user = (content: string) => ({ role: 'user', content });
const assistant = (content: string) => ({ role: 'assistant', content });
const answers = ['It is blue.', 'It is green.', 'It is red.'];
const asked = 'What is the sky?';
const texts = { prompt: asked, completions: answers };

const annotations = (ratings: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(ratings).map(([aspect, Rating]) => [aspect, { Rating, Rationale: '' }]));
const ultraFeedback = {
  source: 'evol_instruct',
  instruction: asked,
  models: ['a', 'b', 'c'],
  completions: [
    {
      model: 'a',
      principle: 'honesty',
      response: answers[0],
      annotations: annotations({ helpfulness: '2', honesty: '3', truthfulness: 'N/A' }),
      overall_score: 6,
    },
    {
      model: 'b',
      principle: 'honesty',
      response: answers[1],
      annotations: annotations({ helpfulness: '4', honesty: '4', truthfulness: '5' }),
      overall_score: 7.5,
    },
    {
      model: 'c',
      principle: 'honesty',
      response: answers[2],
      annotations: annotations({ helpfulness: '1', honesty: '1', truthfulness: '2' }),
      overall_score: 10,
    },
  ],
  correct_answers: ['None'],
};

export const publishedRankings: readonly Published[] = [
  {
    format: 'native',
    what: 'responses with a tie',
    record: { prompt: asked, responses: answers, ranking: [2, [0, 1]] },
    ...texts,
    tiers: [[2], [0, 1]],
  },
  {
    format: 'nectar',
    what: 'float ranks, 1 is best',
    record: {
      prompt: '\n\nHuman: What is the sky?\n\nAssistant: ',
      answers: answers.map((answer, i) => ({ answer, model: 'm', rank: [3, 1, 2][i] })),
      turns: 1,
      num_responses: 3,
      source: ['lmsys'],
    },
    prompt: '\n\nHuman: What is the sky?\n\nAssistant: ',
    completions: answers,
    tiers: [[1], [2], [0]],
  },
  {
    format: 'ultrafeedback',
    what: 'the mean of ratings, and a 10 that was a 1',
    record: ultraFeedback,
    ...texts,
    tiers: [[1], [0], [2]],
    scores: [2.5, 13 / 3, 4 / 3],
    problems: ['score-doubtful'],
  },
  {
    format: 'ultrafeedback',
    what: 'overall_score, when asked',
    record: ultraFeedback,
    chosen: { score: 'overall_score' },
    ...texts,
    tiers: [[2], [1], [0]],
    scores: [6, 7.5, 10],
    problems: ['score-doubtful'],
  },
  {
    format: 'ultrafeedback',
    what: 'a rating that is none, when asked',
    record: ultraFeedback,
    chosen: { score: 'truthfulness' },
    problems: ['score-not-a-number', 'score-doubtful'],
  },
  {
    format: 'openassistant-tree',
    what: 'ranked answers; one has no rank',
    record: {
      message_tree_id: 't',
      tree_state: 'ready_for_export',
      prompt: {
        message_id: 'm0',
        text: asked,
        role: 'prompter',
        replies: [
          { message_id: 'm1', text: answers[0], role: 'assistant', rank: 1, replies: [] },
          { message_id: 'm2', text: answers[1], role: 'assistant', rank: null, replies: [] },
          { message_id: 'm3', text: answers[2], role: 'assistant', rank: 0, replies: [] },
        ],
      },
    },
    prompt: [user(asked)],
    completions: [[assistant(answers[0])], [assistant(answers[2])]],
    tiers: [[1], [0]],
  },
  {
    format: 'openassistant-tree',
    what: 'no ranks at all',
    record: {
      message_tree_id: 't',
      prompt: { text: asked, role: 'prompter', replies: [{ text: answers[0], role: 'assistant', rank: 0 }] },
    },
    problems: ['ranking-missing'],
  },
  {
    format: 'pro',
    what: 'rewards',
    record: {
      meta: { source: 'hh' },
      prefix: answers.map(() => [`<|prompter|>${asked}`, '<|assistant|>']),
      suffix: answers,
      reward: [1.2, -0.3, 2],
      sft_index: 0,
    },
    prompt: [user(asked)],
    completions: answers.map((answer) => [assistant(answer)]),
    tiers: [[2], [0], [1]],
    scores: [1.2, -0.3, 2],
  },
  {
    format: 'pro',
    what: 'prefixes that differ',
    record: {
      prefix: [
        ['<|prompter|>a', '<|assistant|>'],
        ['<|prompter|>b', '<|assistant|>'],
      ],
      suffix: ['a', 'b'],
      reward: [1, 2],
    },
    problems: ['prompt-differs'],
  },
  {
    format: 'lm-human-preferences',
    what: 'the best of four',
    record: { query: asked, sample0: 'a', sample1: 'b', sample2: 'c', sample3: 'd', best: 2 },
    prompt: asked,
    completions: ['a', 'b', 'c', 'd'],
    tiers: [[2], [0, 1, 3]],
  },
  {
    format: 'chosen-lists',
    what: 'RewardBench 2, with ties',
    record: {
      id: 'ref:7',
      prompt: asked,
      chosen: answers.slice(0, 2),
      rejected: answers.slice(2),
      num_correct: 2,
      subset: 'Ties',
    },
    ...texts,
    tiers: [[0, 1], [2]],
  },
  {
    format: 'chosen-lists',
    what: 'RM-Bench',
    record: { id: 1, prompt: asked, chosen: ['a', 'b', 'c'], rejected: ['d', 'e', 'f'], domain: 'chat' },
    prompt: asked,
    completions: ['a', 'b', 'c', 'd', 'e', 'f'],
    tiers: [
      [0, 1, 2],
      [3, 4, 5],
    ],
  },
  {
    format: 'rmb',
    what: 'the best of several',
    record: {
      bon_uid: 'u',
      conversation_input: [user(asked)],
      bon_best: { llm_name: 'a', answer: answers[0] },
      loser_list: [
        { llm_name: 'b', answer: answers[1] },
        { llm_name: 'c', answer: answers[2] },
      ],
    },
    prompt: [user(asked)],
    completions: answers.map((answer) => [assistant(answer)]),
    tiers: [[0], [1, 2]],
  },
  {
    format: 'rmb',
    what: 'a pair',
    record: {
      pair_uid: 'u',
      conversation_input: [user(asked)],
      chosen: { answer: answers[0], llm_name: 'a' },
      reject: { answer: answers[1], llm_name: 'b' },
    },
    prompt: [user(asked)],
    completions: answers.slice(0, 2).map((answer) => [assistant(answer)]),
    tiers: [[0], [1]],
  },
  {
    format: 'output-list',
    what: 'outputs from best to worst',
    record: { instruction: asked, input: '', output: answers, history: [] },
    ...texts,
    tiers: [[0], [1], [2]],
  },
  {
    format: 'llm-blender',
    what: 'one rank a candidate',
    record: { instruction: 'What is', input: 'the sky?', candidates: answers, ranks: [3, 1, 2] },
    prompt: 'What is\nthe sky?',
    completions: answers,
    tiers: [[1], [2], [0]],
  },
  {
    format: 'llm-blender',
    what: 'MixInstruct, by a score',
    record: {
      id: 'a',
      instruction: '',
      input: asked,
      output: 'Blue.',
      candidates: answers.map((text, i) => ({ model: 'm', text, scores: { bleurt: i, bartscore: 1 - i } })),
    },
    ...texts,
    tiers: [[0], [1], [2]],
    scores: [1, 0, -1],
  },
  {
    format: 'shp',
    what: 'one pair of a post',
    record: {
      post_id: 'himc90',
      domain: 'askculinary_train',
      history: asked,
      c_root_id_A: 'a',
      c_root_id_B: 'b',
      human_ref_A: answers[0],
      human_ref_B: answers[1],
      labels: 0,
      score_A: 23,
      score_B: 47,
    },
    prompt: asked,
    completions: answers.slice(0, 2),
    tiers: [[1], [0]],
  },
  {
    format: 'helpsteer2',
    what: 'one answer of a prompt is no ranking yet (see records.test.ts)',
    record: {
      prompt: asked,
      response: answers[0],
      helpfulness: 3,
      correctness: 3,
      coherence: 4,
      complexity: 1,
      verbosity: 1,
    },
  },
  {
    format: 'summarize-axis',
    what: 'one summary of a post is no ranking yet (see records.test.ts)',
    record: {
      info: { id: 't3_1', post: 'I lost my key.', title: 'Key', subreddit: 'tifu' },
      summary: { text: 'Lost it.', policy: 'sup1', note: '', axes: { overall: 6, accuracy: 7 } },
      worker: 'w',
      batch: 'b',
      split: 'valid',
    },
  },
];
