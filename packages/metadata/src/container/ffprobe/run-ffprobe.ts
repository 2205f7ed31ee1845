import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { untilAborted } from '../../until-aborted.ts'
import type { MediaContainer } from '../sniff-container.ts'

const MAX_OUTPUT_BYTES = 4 * 1024 * 1024

// The one way of reading that the first bytes call for. Left to itself ffprobe would also take a playlist for a video, and open what it names.
const DEMUXERS: Readonly<Record<MediaContainer, string>> = {
  matroska: 'matroska',
  webm: 'matroska',
  mp4: 'mov',
  mov: 'mov',
  avi: 'avi',
  'mpeg-ts': 'mpegts',
  'mpeg-ps': 'mpeg',
  'mpeg-video': 'mpegvideo',
  ogg: 'ogg',
  flv: 'flv',
  asf: 'asf',
  realmedia: 'rm',
}

/** What became of a run of ffprobe. `failed`: it says the file cannot be read, in `message`; `broken`: it could not do its work. */
export type FfprobeRun =
  | { outcome: 'report'; json: string }
  | { outcome: 'failed' | 'broken'; message: string }
  | { outcome: 'too slow' | 'too much output' }

/** Asks ffprobe about a file whose container is known. Without a shell; killed when its time or its output is too much. */
export async function runFfprobe(
  program: string,
  { path, container }: { path: string; container: MediaContainer },
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<FfprobeRun> {
  // With `file:` and an absolute path, no name is taken for an option or for another protocol.
  const input = ['-protocol_whitelist', 'file', '-f', DEMUXERS[container], '-i', `file:${resolve(path)}`]
  return await run(program, ['-v', 'error', '-hide_banner', '-of', 'json', '-show_format', '-show_streams', ...input], {
    signal,
    timeoutMs,
  })
}

/** The first line that ffprobe says of itself (`ffprobe version 7.1 …`), or why it says nothing. */
export async function ffprobeVersion(program: string, options: { signal: AbortSignal; timeoutMs: number }): Promise<FfprobeRun> {
  const answer = await run(program, ['-version'], options)
  return answer.outcome === 'report' ? { ...answer, json: answer.json.split('\n', 1)[0]?.trim() ?? '' } : answer
}

async function run(program: string, args: readonly string[], options: { signal: AbortSignal; timeoutMs: number }): Promise<FfprobeRun> {
  const ended = Promise.withResolvers<FfprobeRun>()
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const either = AbortSignal.any([options.signal, timeout])
  const child = execFile(
    program,
    [...args],
    { signal: either, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true },
    (error, stdout, stderr) => ended.resolve(outcomeOf(error, stdout, stderr)),
  )
  child.stdin?.on('error', () => {}).end()
  // A process that waits for a dead network share does not end when it is killed; it is not waited for.
  const answer = await untilAborted(ended.promise, either).catch((): FfprobeRun => ({ outcome: 'too slow' }))
  options.signal.throwIfAborted()
  return timeout.aborted && answer.outcome === 'broken' ? { outcome: 'too slow' } : answer
}

function outcomeOf(error: (Error & { code?: unknown }) | null, stdout: string, stderr: string): FfprobeRun {
  if (error === null) return { outcome: 'report', json: stdout }
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return { outcome: 'too much output' }
  const said = stderr.trim().split('\n').at(-1)?.slice(0, 300)
  if (typeof error.code === 'number')
    return { outcome: 'failed', message: said === undefined || said === '' ? `exit code ${error.code}` : said }
  return { outcome: 'broken', message: error.message.slice(0, 300) }
}
