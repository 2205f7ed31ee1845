import { z } from 'zod'

const text = z.string().optional().catch(undefined)
const number = z.coerce.number().optional().catch(undefined)
const tags = z
  .record(z.string(), z.unknown())
  .transform((all) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), String(value)])))
  .catch({})

const stream = z.object({
  codec_type: text,
  codec_name: text,
  codec_tag_string: text,
  width: number,
  height: number,
  sample_aspect_ratio: text,
  avg_frame_rate: text,
  color_transfer: text,
  channels: number,
  sample_rate: number,
  disposition: z.object({ attached_pic: number, forced: number }).catch({ attached_pic: undefined, forced: undefined }),
  tags: tags.default({}),
  side_data_list: z
    .array(z.object({ side_data_type: text, rotation: number }))
    .catch([])
    .default([]),
})

const report = z.object({
  streams: z.array(stream).default([]),
  format: z.object({ duration: number, tags: tags.default({}) }).default({ duration: undefined, tags: {} }),
})

/** One stream as ffprobe reports it; what it does not say, or says in another way than it does, is undefined. */
export type FfprobeStream = z.output<typeof stream>

/** What ffprobe reports of a file. */
export type FfprobeReport = z.output<typeof report>

/** Reads ffprobe's JSON; throws when it is none. */
export const parseFfprobeReport = (json: string): FfprobeReport => report.parse(JSON.parse(json))
