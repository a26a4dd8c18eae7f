/** What `plackett pairs --help` says below its options. */
export const pairsHelp = `
Strategies: best-worst is one of the best tier over one of the last; best-random one of the best tier over any
other; adjacent each over each of the next tier; all each over each of every lower tier. Completions that are
tied are never a pair; of a tier, one is drawn by the seed. A margin window is any strategy with --min-gap and
--max-gap. The gap of rewards is below 0 where the policy disagrees with the ranking.

Fields: scores (score_chosen, score_rejected), rewards (reward_chosen, reward_rejected), margin (the gap), source
(id, line, ranking, chosen_index, rejected_index). Records carry their own rewards where they have policy_logps
and reference_logps.

Examples:
  $ plackett pairs rankings.jsonl --strategy all --max-per-prompt 3 --keep random --out pairs.jsonl
  $ plackett evaluate rankings.jsonl --policy P --reference R --keep ./run
  $ plackett pairs rankings.jsonl --run ./run --strategy all --min-gap -0.5 --max-gap 0.5 --out hard.jsonl

Exit codes: 0 done; 1 not one pair, or a file that cannot be read or written; 2 usage.`;
