/** What a file of a media folder is for. */
export type FileKind = 'video' | 'nfo' | 'image' | 'subtitle' | 'audio' | 'other'

const KINDS: readonly (readonly [FileKind, string])[] = [
  [
    'video',
    'mkv mp4 avi m4v mov wmv mpg mpeg ts m2ts mts webm flv f4v vob ogm ogv divx xvid rm rmvb asf iso img 3gp wtv dvr-ms mk3d mpe m2v tp trp nsv amv evo mxf y4m strm',
  ],
  ['nfo', 'nfo'],
  ['image', 'jpg jpeg png webp gif tbn bmp avif'],
  ['subtitle', 'srt sub ass ssa vtt idx sup smi sami usf ttml'],
  ['audio', 'mp3 flac ogg m4a ac3 dts eac3 aac wav opus mka wma aiff'],
]
const byExtension = new Map(KINDS.flatMap(([kind, extensions]) => extensions.split(' ').map((extension) => [extension, kind] as const)))

/** Says by its extension what a file is for. A name without one, or a hidden file's only one (`.mkv`), is `other`. */
export function classifyFile(name: string): FileKind {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  const dot = base.lastIndexOf('.')
  return dot <= 0 ? 'other' : (byExtension.get(base.slice(dot + 1).toLowerCase()) ?? 'other')
}

/** Whether a file is one that a download or copy has not finished. */
export function isUnfinished(name: string): boolean {
  return /\.(?:part|!qb|!ut|crdownload|tmp|temp|partial~?|filepart|download|opdownload|aria2|bc!)$/i.test(name)
}
