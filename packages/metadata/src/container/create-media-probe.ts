import { createFfprobe, type Ffprobe, type FfprobeStatus } from './ffprobe/create-ffprobe.ts'
import type { MediaFacts, MediaProbe, ReadableMedia } from './media-facts.ts'
import { readContainer } from './read-container.ts'
import type { MediaContainer } from './sniff-container.ts'

/** How files are probed. */
export interface MediaProbeOptions {
  /** `auto`: the ffprobe that is installed, if one is; a path: that one; false: none. `auto` unless told. */
  ffprobe?: 'auto' | false | (string & {})
  /** Of the reader in this process, for a file; 10 seconds unless told. */
  timeoutMs?: number
  /** Of ffprobe, for a file; 20 seconds unless told. */
  ffprobeTimeoutMs?: number
}

/** A probe that can say what it works with. */
export interface DescribedProbe extends MediaProbe {
  /** Which ffprobe stands by; undefined where none is wanted. */
  ffprobe(): Promise<FfprobeStatus | undefined>
}

const DEFAULT_FFPROBE_TIMEOUT_MS = 20_000

/**
 * The probe of a program: the reader of this package, which takes milliseconds, and ffprobe for what that one cannot read (AVI, WMV, VOB,
 * FLV, RealMedia), reads in part (transport streams have no length in their header) or takes for damaged. Where no ffprobe is installed,
 * the answer is what the reader knows, for some containers no more than their name. Each has its own time limit.
 */
export function createMediaProbe(options: MediaProbeOptions = {}): DescribedProbe {
  const { ffprobe: wanted = 'auto', timeoutMs, ffprobeTimeoutMs = DEFAULT_FFPROBE_TIMEOUT_MS } = options
  const ffprobe = wanted === false ? undefined : createFfprobe(wanted === 'auto' ? 'ffprobe' : wanted, { timeoutMs: ffprobeTimeoutMs })
  return {
    ffprobe: async () => await ffprobe?.status(),
    probe: async (path, { signal }) => {
      const facts = await readContainer(path, { signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
      const container = wantsMore(facts)
      if (ffprobe === undefined || container === undefined) return facts
      return (await secondOpinion(ffprobe, { path, container, facts }, signal)) ?? facts
    },
  }
}

/** The container of a file of which the reader found too little; undefined when it found enough, or nobody could find more. */
function wantsMore(facts: MediaFacts): MediaContainer | undefined {
  if (!facts.readable) return facts.container
  return facts.video.length === 0 || facts.durationSeconds === undefined ? facts.container : undefined
}

async function secondOpinion(
  ffprobe: Ffprobe,
  { path, container, facts }: { path: string; container: MediaContainer; facts: MediaFacts },
  signal: AbortSignal,
): Promise<MediaFacts | undefined> {
  if (!(await ffprobe.status()).found) return undefined
  const second = await ffprobe.read({ path, container }, { signal })
  if (second === undefined) return undefined
  if (!second.readable) return facts.readable && holdsTracks(facts) ? facts : second
  if (!holdsTracks(second)) return undefined
  return facts.readable ? { ...second, ...(facts.truncated ? { truncated: true } : {}), tags: { ...second.tags, ...facts.tags } } : second
}

function holdsTracks({ video, audio }: ReadableMedia): boolean {
  return video.length + audio.length > 0
}
