import type { FileReading } from '../dataset/fileReading.ts';
import type { KeptReading } from '../dataset/keptReading.ts';
import type { Reading } from '../dataset/reading.ts';
import type { LinesAround } from '../dataset/recordAround.ts';
import type { LoadedModel, ProviderReport } from '../model/contract.ts';
import type { CudaPlace } from '../model/cuda/chooseRuntime.ts';
import type { ModelGlance } from '../model/glance.ts';
import type { ScoringSettings } from '../model/settings.ts';
import type { ShownExample } from '../model/shownExample.ts';
import type { Rows } from '../preference/rows.ts';
import type { ExampleOfRun } from './compare/comparedExample.ts';
import type { Comparison } from './compare/comparison.ts';
import type { ExportEnd, ExportRequest } from './export/exportRequest.ts';
import type { Headline } from './headline.ts';
import type { PairsEnd, PairsRequest } from './pairs/pairsRequest.ts';
import type { RunDigest } from './runDigest.ts';
import type { RunFolder } from './runFolders.ts';
import type { Role } from './scorerProtocol.ts';
import type { StoredPlaces } from './storedPlaces.ts';
import type { TokenScores, TokenScoresRequest } from './tokenScores.ts';
import type { Forecast, ForecastRequest } from './truncationForecast.ts';

/** The words of an evaluation run: what is asked, what is told on the way, how it ends. Plain data, so that it crosses threads. */

export interface EvaluationRequest {
  /** Absolute path of the JSONL file. */
  readonly dataset: string;
  /** Only these 1-based lines; absent = the whole file. */
  readonly lines?: readonly number[];
  /** At most this many examples; absent = all. */
  readonly limit?: number;
  /** Model folders. Both absent: log-probs must be in the records. */
  readonly policy?: string;
  readonly reference?: string;
  readonly scoring: ScoringSettings;
  /** Where facts are kept. A folder of an unfinished run is continued: what it has is not scored again. Absent = nothing is kept. */
  readonly runFolder?: string;
  /** How the file is to be read; by default as its records say. */
  readonly reading?: Reading;
  /** Where log-probs are kept for other runs, by model and tokens; what is there is not scored again. Absent = none are. */
  readonly cacheFolder?: string;
  /** Absent = `auto`. */
  readonly residency?: Residency;
}

/**
 * Both models in memory, or one after the other: first the reference over the whole file, then the policy. `auto` is together
 * where both fit.
 */
export type Residency = 'auto' | 'together' | 'oneAfterTheOther';

/** Examples whose log-probs of a role were computed before, in another run or for an equal example. */
export type Reused = Readonly<Record<Role, number>>;

export interface Progress {
  readonly phase: 'reading' | 'loading' | 'scoring';
  /** The model that is at work, where the models come one after the other. An example is half done when its reference is. */
  readonly pass?: Role;
  /** Examples finished, of how many (0 = not known yet). */
  readonly done: number;
  readonly total: number;
  /** Completion and prompt tokens per second over the last seconds; 0 = nothing scored yet. */
  readonly tokensPerSecond: number;
  /** Seconds; undefined = not known yet. */
  readonly secondsLeft: number | undefined;
}

export interface Counts {
  readonly examples: number;
  readonly scored: number;
  readonly failed: number;
  readonly noPreference: number;
  readonly malformed: number;
  readonly truncated: number;
  readonly separate: number;
}

export interface EvaluationEnd {
  readonly state: 'done' | 'cancelled' | 'failed';
  /** Why it failed and what to do next. */
  readonly reason?: string;
  /** `reason` holds text of the dataset, which no log has above the level `debug`. */
  readonly quotesDataset?: true;
  readonly errorKind?: 'data' | 'usage' | 'model' | 'provider' | 'storage';
  readonly counts: Counts;
  readonly policy?: LoadedModel;
  readonly reference?: LoadedModel;
  /** Absent where no two models had to be in memory. */
  readonly residency?: Exclude<Residency, 'auto'>;
  readonly reused: Reused;
  readonly seconds: number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What an evaluation tells while it goes. */
export interface EvaluationEvents {
  /** What the file was taken for. */
  reading(found: FileReading): void;
  /** New facts, in the order they were finished. */
  rows(rows: Rows): void;
  progress(progress: Progress): void;
  models(policy: LoadedModel | undefined, reference: LoadedModel | undefined): void;
  log(level: LogLevel, message: string): void;
}

/** What the worker thread tells, of an evaluation and of what it writes. */
export interface WorkerEvents extends EvaluationEvents {
  /** How far a job is: rows of an export, bytes of the dataset of pairs, steps of a token scoring, the share of a comparison. */
  jobDone(job: number, done: number): void;
}

/** Calls into the evaluation worker thread (`evaluationWorker.ts`). One evaluation at a time; the caller queues. */
export interface EvaluationCalls {
  evaluate(request: EvaluationRequest): Promise<EvaluationEnd>;
  /** Settles when the running evaluation has stopped; what was scored is kept. */
  cancel(): Promise<void>;
  providers(): Promise<ProviderReport[]>;
  /** Where CUDA libraries may come from; looked at when the next work begins. */
  setCuda(place: CudaPlace | undefined): void;
  /** Minutes without work after which the scorer process is ended; 0 = at once. */
  setIdleMinutes(minutes: number): void;
  /** What a file is taken for; `given` is what somebody said of it. Rejects as the file system does. */
  fileReading(dataset: string, given?: Reading): Promise<FileReading>;
  /** As `truncationForecast`. One at a time; a second one ends the first. */
  forecast(request: ForecastRequest): Promise<Forecast>;
  cancelForecast(): void;
  /** As `exportResults` of `export/`. `job` is a number of the caller's own, for progress and cancel. */
  exportResults(job: number, request: ExportRequest): Promise<ExportEnd>;
  /** As `writePairs` of `pairs/`. */
  writePairs(job: number, request: PairsRequest): Promise<PairsEnd>;
  /** As `TokenScorer`. An evaluation that begins ends it; while one runs it is refused. */
  tokenScores(job: number, request: TokenScoresRequest): Promise<TokenScores>;
  cancelJob(job: number): void;
  /** Run folders under `root`, unreadable ones left out. */
  listRuns(root: string): Promise<RunRecord[]>;
  /** As `listRunFolders`. */
  listRunFolders(root: string): Promise<RunFolder[]>;
  /** As `readHeadline`. */
  headline(folder: string, beta: number): Promise<Headline>;
  /** As `runDigest`. */
  runDigest(folder: string, beta: number, suspects: number): Promise<RunDigest>;
  /** '' takes the name away. */
  renameRun(folder: string, name: string): Promise<void>;
  /** As `deleteRuns`. */
  deleteRuns(root: string, folders: readonly string[]): Promise<void>;
  /** What these folders hold, without loading anything. */
  glanceAtModels(folders: readonly string[]): Promise<ModelGlance[]>;
  /** All rows of a run folder, read off the caller's thread. */
  readRun(folder: string): Promise<Rows>;
  /** How suspect each label is to the run in this folder. */
  storedPlaces(folder: string): Promise<StoredPlaces>;
  /** As `compareRuns` of `compare/`; of `jobDone` the share that is read, 0 to 1. */
  compareRuns(job: number, folders: readonly string[]): Promise<Comparison>;
  /** As `comparedExample` of `compare/`. */
  comparedExample(folder: string, file: string, place: number): Promise<ExampleOfRun>;
  /** A ranking as the tokens that are scored. Needs no model. Undefined: its record may go on beyond the lines that were given. */
  tokens(request: TokensRequest): Promise<RankingTokens | undefined>;
  /** Ends the scorer process. */
  dispose(): Promise<void>;
}

export interface TokensRequest {
  /** The line that is asked about, with others so that a record of several lines is whole. */
  readonly around: LinesAround;
  /** Of a record that holds several rankings the index of one; absent: the one at `character` of the line (UTF-16 units), or the first. */
  readonly part?: number;
  readonly character?: number;
  /** The document's file where that holds the same text, and the 1-based line of `around.texts[0]`: its records may have no line each. */
  readonly saved?: { readonly path: string; readonly firstLine: number };
  readonly reading?: Reading;
  /** Model folders. */
  readonly policy?: string;
  readonly reference?: string;
  readonly scoring: ScoringSettings;
}

export interface RankingTokens {
  /** The record's lines, as indices in `around`: the first, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Which ranking of the record, of how many. */
  readonly part: number;
  readonly parts: number;
  /** Where its prompt begins: a line as above, UTF-16 units in it. */
  readonly begins: { readonly line: number; readonly character: number };
  /** One entry for each tokenizer, so one where policy and reference have the same. */
  readonly models: readonly ModelTokens[];
}

export interface ModelTokens extends ShownExample {
  /** The record's own, where it has one. */
  readonly id?: string;
  readonly roles: readonly Role[];
  /** The folder's name. */
  readonly model: string;
  /** As in `Example`. */
  readonly tiers: readonly (readonly number[])[];
  /** Sentences on the tokenizer. */
  readonly tokenizerNotes: readonly string[];
}

/** A run folder on disk, as `store.ts` lists it. */
export interface RunRecord {
  readonly folder: string;
  /** That somebody gave it. */
  readonly name?: string;
  readonly request: EvaluationRequest;
  /** What its file was taken for; absent of runs that were begun before it was kept. */
  readonly found?: KeptReading;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Of what scored: `node` and `onnxruntime`; absent without a model. */
  readonly versions?: Readonly<Record<string, string>>;
  /** `unfinished`: it was cut off (cancelled, scorer or editor ended) and can be continued. */
  readonly state: 'unfinished' | 'done';
  /** With provider, path and the placement of nodes. */
  readonly policy?: LoadedModel;
  readonly reference?: LoadedModel;
  readonly residency?: EvaluationEnd['residency'];
  /** Known when the run is done. */
  readonly reused?: Reused;
}
