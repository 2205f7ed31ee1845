import { execFile } from 'node:child_process'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTempFolder } from '@backlot/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMediaProbe } from './create-media-probe.ts'
import type { MediaFacts } from './media-facts.ts'
import { createContainerProbe } from './read-container.ts'
import { createFfprobe } from './ffprobe/create-ffprobe.ts'

const { signal } = new AbortController()
const run = promisify(execFile)
const installed = await run('ffmpeg', ['-version']).then(
  () => true,
  () => false,
)
const avi = Buffer.from('RIFF\0\0\0\0AVI LIST')
const bare = { readable: true, container: 'avi', video: [], audio: [], subtitles: [], tags: {} }

/** A program that stands in for ffprobe: answers `-version`, and to all else does what the script says. */
const setup = async (script: string, files: Record<string, string | Uint8Array> = { 'a.avi': avi }) => {
  const folder = await createTempFolder()
  const program = join(folder.path, 'ffprobe')
  await folder.write({ ...files, ffprobe: `#!/bin/sh\n[ "$1" = -version ] && { echo "ffprobe version 0"; exit; }\n${script}\n` })
  await chmod(program, 0o755)
  return { folder, program, path: (name: string) => join(folder.path, name) }
}

describe.skipIf(process.platform === 'win32')('a stand-in for ffprobe', () => {
  test('is asked about what the reader cannot read, by an absolute path and one way of reading', async () => {
    const { folder, program, path } = await setup('echo "$@" > "$0.args"; echo "{}"', { '-i.avi': avi })
    await using _ = folder
    expect(await createMediaProbe({ ffprobe: program }).probe(path('-i.avi'), { signal })).toEqual(bare)
    expect(await readFile(`${program}.args`, 'utf8')).toContain(`-protocol_whitelist file -f avi -i file:${path('-i.avi')}\n`)
  })

  test('is not asked about what the reader has read, nor about what is no video', async () => {
    const { folder, program, path } = await setup('echo x > "$0.args"', { 'a.mkv': 'a text', 'b.avi': '' })
    await using _ = folder
    const probe = createMediaProbe({ ffprobe: program })
    for (const name of ['a.mkv', 'b.avi', 'none.avi']) expect(await probe.probe(path(name), { signal })).toMatchObject({ readable: false })
    await expect(readFile(`${program}.args`)).rejects.toThrow('ENOENT')
  })

  test.each([
    ['prints no JSON', 'echo "{"'],
    ['prints other JSON', 'echo "[1, {}]"'],
    ['prints without an end', 'yes'],
    ['crashes', 'kill -SEGV $$'],
  ])('that %s leaves what the reader knows', async (_title, script) => {
    const { folder, program, path } = await setup(script)
    await using _ = folder
    expect(await createMediaProbe({ ffprobe: program }).probe(path('a.avi'), { signal })).toEqual(bare)
  })

  test('that refuses the file makes it a damaged one', async () => {
    const { folder, program, path } = await setup('echo "moov atom not found" >&2; exit 1')
    await using _ = folder
    expect(await createMediaProbe({ ffprobe: program }).probe(path('a.avi'), { signal })).toEqual({
      readable: false,
      reason: 'damaged',
      container: 'avi',
      detail: `${path('a.avi')} could not be read by ffprobe: moov atom not found.`,
    })
  })

  test('that hangs is killed when its time is over, and at once when the job ends', async () => {
    const { folder, program, path } = await setup('echo $$ > "$0.pid"; exec sleep 600')
    await using _ = folder
    const isGone = async () => {
      const pid = Number(await readFile(`${program}.pid`, 'utf8'))
      await expect.poll(() => isAlive(pid)).toBe(false)
    }
    const slow = await createMediaProbe({ ffprobe: program, ffprobeTimeoutMs: 300 }).probe(path('a.avi'), { signal })
    expect(slow).toMatchObject({ readable: false, reason: 'too slow' })
    await isGone()

    const controller = new AbortController()
    const probing = createMediaProbe({ ffprobe: program }).probe(path('a.avi'), { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('cancelled')), 100)
    await expect(probing).rejects.toThrow('cancelled')
    await isGone()
  })

  test('is described', async () => {
    const { folder, program } = await setup('')
    await using _ = folder
    expect(await createMediaProbe({ ffprobe: program }).ffprobe()).toEqual({ found: true, program, version: 'ffprobe version 0' })
    expect(await createMediaProbe({ ffprobe: false }).ffprobe()).toBe(undefined)
    const missing = join(folder.path, 'none')
    expect(await createMediaProbe({ ffprobe: missing }).ffprobe()).toEqual({
      found: false,
      program: missing,
      reason: 'it is not installed',
    })
    expect(await createMediaProbe({ ffprobe: '/bin/echo' }).ffprobe()).toMatchObject({ found: false, reason: 'it is another program' })
  })
})

describe('files that ffmpeg made', () => {
  let folder: Awaited<ReturnType<typeof createTempFolder>>
  const path = (name: string) => join(folder.path, name)
  beforeAll(async () => {
    folder = await createTempFolder()
    await folder.write({
      's.srt': '1\n00:00:00,000 --> 00:00:01,500\nPlague!\n',
      'chapters.txt': ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=One\n',
    })
  })
  afterAll(async () => await folder[Symbol.asyncDispose]())

  /** Made of a test picture, a tone, subtitles and chapters, each an input of ffmpeg by its number. */
  const make = async (name: string, args: string) => {
    const inputs = '-f lavfi -i testsrc2=size=320x240:rate=10:duration=3 -f lavfi -i sine=frequency=440:duration=3'
    const chosen = `-map 0:v -map 1:a -ac 2 ${args.includes('-map_chapters') ? '' : '-map_chapters -1'} ${args}`
    const tags = '-metadata title=Nosferatu -metadata:s:v:0 language=ger -metadata:s:a:0 language=fre'
    const words = (text: string) => text.split(' ').filter((word) => word !== '')
    const files = ['-i', path('s.srt'), '-i', path('chapters.txt')]
    await run('ffmpeg', ['-v', 'error', '-y', ...words(inputs), ...files, ...words(chosen), ...words(tags), path(name)])
    return path(name)
  }
  const skipReason = 'ffmpeg is not installed, so there are no files of another maker to compare readers on'
  const x264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p'
  const hdr = (transfer: string) => {
    const params = `log-level=none:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`
    const colors = `-color_trc ${transfer} -color_primaries bt2020 -colorspace bt2020nc -pix_fmt yuv420p10le`
    return `-c:v libx265 -preset ultrafast -x265-params ${params} ${colors}`
  }

  test.for([
    ['a.mkv', `${x264} -c:a aac -map 2:s -c:s srt -metadata:s:s:0 language=spa -disposition:s:0 forced`],
    ['ass.mkv', `${x264} -c:a flac -map 2:s -c:s ass -metadata:s:s:0 title=Signs`],
    ['pq.mkv', `${hdr('smpte2084')} -c:a ac3`],
    ['hlg.mp4', `${hdr('arib-std-b67')} -tag:v hvc1 -c:a eac3`],
    ['a.mp4', `${x264} -c:a aac -map 2:s -c:s mov_text -metadata:s:s:0 language=spa`],
    ['a.mov', `${x264} -c:a pcm_s16le -map 2:s -c:s mov_text`],
    ['chapters.mp4', `${x264} -c:a aac -map_chapters 3`],
    ['moved.mp4', `${x264} -c:a aac -movflags +faststart`],
    ['fragments.mp4', `${x264} -c:a aac -movflags frag_keyframe+empty_moov`],
    ['a.webm', '-c:v libvpx-vp9 -deadline realtime -c:a libopus'],
    ['dts.mkv', '-c:v mpeg2video -c:a dca -strict -2'],
    ['wide.mkv', `${x264} -vf setsar=4/3 -c:a libmp3lame`],
    ['narrow.mp4', `${x264} -vf setsar=3/4 -c:a aac`],
  ] as const)('of %s the reader and ffprobe say the same', async ([name, args], { skip }) => {
    skip(!installed, skipReason)
    const file = await make(name, args)
    const ours = await createContainerProbe().probe(file, { signal })
    if (!ours.readable) throw new Error(ours.detail)
    const theirs = await createFfprobe('ffprobe', { timeoutMs: 20_000 }).read({ path: file, container: ours.container }, { signal })
    expect(comparable(ours)).toEqual(comparable(theirs))
    // A file in fragments has no length in its header.
    if (name === 'fragments.mp4') expect(ours.durationSeconds).toBe(undefined)
    else expect(Math.abs(durationOf(ours) - durationOf(theirs))).toBeLessThan(0.1)
    expect(rateOf(ours) / rateOf(theirs)).toBeCloseTo(1, 1)
  })

  test.for([
    ['avi', 'a.avi', '-c:v mpeg4 -c:a libmp3lame', 'mpeg4', 'mp3', undefined],
    ['asf', 'a.wmv', '-c:v wmv2 -c:a wmav2', 'wmv2', 'wmav2', 'fre'],
    ['mpeg-ps', 'a.vob', '-c:v mpeg2video -c:a ac3', 'mpeg2', 'ac3', undefined],
    ['mpeg-ts', 'a.ts', '-c:v mpeg2video -c:a mp2', 'mpeg2', 'mp2', 'fre'],
    ['mpeg-ts', 'a.m2ts', `${x264} -c:a ac3 -f mpegts -mpegts_m2ts_mode 1`, 'avc', 'ac3', 'fre'],
    ['flv', 'a.flv', '-c:v flv -c:a libmp3lame -ar 44100', 'flv1', 'mp3', undefined],
    ['realmedia', 'a.rm', '-c:v rv20 -c:a ac3', 'rv20', 'ac3', undefined],
  ] as const)('ffprobe says of %s what the reader cannot', async ([container, name, args, codec, sound, language], { skip }) => {
    skip(!installed, skipReason)
    const facts = await createMediaProbe().probe(await make(name, args), { signal })
    const [video, audio] = [
      { codec, width: 320, height: 240 },
      { codec: sound, channels: 2 },
    ]
    expect(facts).toMatchObject({ readable: true, container, video: [video], audio: [audio] })
    expect(durationOf(facts)).toBeGreaterThan(2.9)
    expect(durationOf(facts)).toBeLessThan(3.3)
    expect(facts.readable && facts.audio[0]?.language).toBe(language)
  })

  test('what only ends early is still read, and a list of other files is not followed', async ({ skip }) => {
    skip(!installed, skipReason)
    const whole = await readFile(await make('whole.avi', '-c:v mpeg4 -c:a ac3'))
    const list = Buffer.concat([avi, Buffer.from(`\nffconcat version 1.0\nfile '${path('whole.avi')}'\n`)])
    await folder.write({ 'half.avi': whole.subarray(0, whole.length / 2), 'list.avi': list })
    const probe = createMediaProbe()
    expect(await probe.probe(path('half.avi'), { signal })).toMatchObject({ readable: true, video: [{ codec: 'mpeg4' }] })
    expect(await probe.probe(path('list.avi'), { signal })).not.toMatchObject({ video: [{ codec: 'mpeg4' }] })
  })
})

function durationOf(facts: MediaFacts | undefined): number {
  return (facts?.readable && facts.durationSeconds) || 0
}

function rateOf(facts: MediaFacts | undefined): number {
  return (facts?.readable && facts.video[0]?.framesPerSecond) || 0
}

/** Without length and frame rate, which two programs never give to the last digit. */
function comparable(facts: MediaFacts | undefined): unknown {
  if (!facts?.readable) return undefined
  const { durationSeconds: _, tags, video, ...rest } = facts
  return { ...rest, title: tags.title, video: video.map(({ framesPerSecond: _rate, ...track }) => track) }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
