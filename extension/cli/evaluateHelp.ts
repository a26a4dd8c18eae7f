/** What `plackett evaluate --help` says below its options. */
export const evaluateHelp = `
The implicit reward of a completion is beta * (log pi_policy - log pi_reference), and the loss of a ranking
is -log of its Plackett-Luce probability, in nats; for two completions that is the DPO loss. "chance" is the
loss of a model that knows nothing. Log-probabilities do not depend on beta.

Lines of --json, in file order: line (1-based), ranking (0-based, of a line that holds several), id, status (ok, failed, no-preference), reason, beta, tiers
(best first, 0-based), and per completion in file order: tokens, policyLogp, referenceLogp, reward,
topProbability, gradient (of the loss, by log pi_policy); per ranking: loss, chance, pairwiseAccuracy, top1,
kendallTauB, margin. A malformed record is "failed" with its reason and ends nothing. Undefined values are null.

Log-probabilities are kept per model and tokens (28 bytes a completion, up to 1 GB in all), so that another
policy, an edited file or another beta scores only what is new; the summary says how many examples were known
before. They lie in "plackett" in your system's folder for caches; delete it to clear them.

Examples:
  $ plackett evaluate rankings.jsonl --policy ./policy-onnx --reference ./reference-onnx
  $ plackett evaluate rankings.jsonl --policy P --reference R --json - --limit 100 | jq .loss
  $ plackett evaluate scored.jsonl --beta 0.05          (records with policy_logps and reference_logps)

Exit codes: 0 done, even when some examples failed (the summary counts them); 1 nothing could be evaluated or
read; 2 usage, or neither a model nor log-probabilities; 3 model or provider failure; 130 interrupted, with
what was scored written.`;
