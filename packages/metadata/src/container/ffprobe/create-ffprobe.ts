import type { MediaFacts, ReadableMedia } from '../media-facts.ts'
import type { MediaContainer } from '../sniff-container.ts'
import { factsOfReport } from './facts-of-report.ts'
import { parseFfprobeReport, type FfprobeReport } from './ffprobe-report.ts'
import { ffprobeVersion, runFfprobe } from './run-ffprobe.ts'

/** Which ffprobe there is: its version line, or why there is none. */
export type FfprobeStatus = { found: true; program: string; version: string } | { found: false; program: string; reason: string }

/** ffprobe, the external program. */
export interface Ffprobe {
  /** Looks for it the first time; what was found is kept. */
  status(): Promise<FfprobeStatus>
  /** The facts of a file that is known to be of a container; undefined when ffprobe itself could not do its work. */
  read(file: { path: string; container: MediaContainer }, options: { signal: AbortSignal }): Promise<MediaFacts | undefined>
}

const VERSION_TIMEOUT_MS = 10_000

/** Drives the `ffprobe` at a path, or the one of that name where programs are (`PATH`). Starts nothing before something asks. */
export function createFfprobe(program: string, { timeoutMs }: { timeoutMs: number }): Ffprobe {
  let found: Promise<FfprobeStatus> | undefined
  const status = (): Promise<FfprobeStatus> => (found ??= lookFor(program))
  return {
    status,
    read: async (file, { signal }) => {
      const answer = await runFfprobe(program, file, { signal, timeoutMs })
      switch (answer.outcome) {
        case 'report':
          return facts(file, answer.json)
        case 'failed':
          return {
            readable: false,
            reason: 'damaged',
            container: file.container,
            detail: `${file.path} could not be read by ffprobe: ${answer.message}.`,
          }
        case 'too slow':
          return {
            readable: false,
            reason: 'too slow',
            container: file.container,
            detail: `ffprobe did not read ${file.path} within ${timeoutMs / 1000} seconds.`,
          }
        case 'too much output':
        case 'broken':
          return undefined
      }
    },
  }
}

async function lookFor(program: string): Promise<FfprobeStatus> {
  const answer = await ffprobeVersion(program, { signal: new AbortController().signal, timeoutMs: VERSION_TIMEOUT_MS })
  if (answer.outcome === 'report' && answer.json.startsWith('ffprobe version')) return { found: true, program, version: answer.json }
  const reason = 'message' in answer ? answer.message : answer.outcome === 'report' ? 'it is another program' : answer.outcome
  return { found: false, program, reason: reason.includes('ENOENT') ? 'it is not installed' : reason }
}

function facts(file: { path: string; container: MediaContainer }, json: string): ReadableMedia | undefined {
  const report = parsed(json)
  return report && factsOfReport(file.container, report)
}

function parsed(json: string): FfprobeReport | undefined {
  try {
    return parseFfprobeReport(json)
  } catch {
    return undefined
  }
}
