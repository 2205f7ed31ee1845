/** A name made ready to read: no extension, no site stamps. Offsets still fit the name, since what goes is blanked and not cut. */
export interface CleanName {
  readonly text: string
  readonly extension: string
}

const EXTENSIONS = new Set(
  (
    'mkv mp4 avi m4v mov wmv mpg mpeg ts m2ts mts webm flv f4v vob ogm ogv divx xvid rm rmvb asf iso img 3gp strm wtv dvr-ms mk3d bdmv ifo ' +
    'srt sub ass ssa vtt idx sup smi nfo jpg jpeg png webp gif tbn bmp nzb torrent rar zip par2 sfv txt xml json mp3 flac ogg m4a ac3 dts eac3 ' +
    'aac wav opus mka'
  ).split(' '),
)
const TOP_LEVELS =
  'com|org|net|tv|to|io|me|cc|info|biz|xyz|site|website|online|club|se|nu|ru|pl|de|fr|es|it|nl|eu|uk|us|ca|au|nz|za|in|pk|lol|phd|sbs|show|pics|am|' +
  'mx|ag|lt|tel|cymru|tc|vip|co|ws|gs|re|is|li|la|im|fm|bz|by|ua|hu|cz|sk|ro|bg|jp|kr|cn|tw|art|fun|life|live|world|zone|team|pro|one|app|dev|ink|cam'
const HOST = `(?:www?[. ])?[\\p{L}\\d][\\p{L}\\d-]{1,40}(?:[.](?:co|com|org|net))?[.](?:${TOP_LEVELS})`
const WWW_HOST = `w{2,3}[. ][\\p{L}\\d-]{2,40}(?:[. ](?:co|com|org|net))?[. ][\\p{L}]{2,8}`

const STAMPS = [
  // [ www.site.com ] - Name, [site.co.uk] Name
  new RegExp(`^\\s*(?:from\\s+)?[[【]\\s*(?:${WWW_HOST}|${HOST})\\s*[\\]】][\\s_-]*(?=\\S)`, 'iu'),
  // www.site.com - Name, site.net - Name
  new RegExp(`^\\s*(?:${WWW_HOST}|${HOST})\\s+-\\s*`, 'iu'),
  new RegExp(`^\\s*${WWW_HOST}\\s*-\\s*`, 'iu'),
  // Name [site.com], Name(site.com)
  new RegExp(`[[({【]\\s*(?:${WWW_HOST}|${HOST})\\s*[\\])}】]`, 'giu'),
  new RegExp(`(?<=[.\\s])www[.][\\p{L}\\d-]{2,40}[.][\\p{L}]{2,6}(?=$|[\\s\\])])`, 'giu'),
]

/** Takes a file or folder name and blanks what is about the copy's way here and not about the film: extension and site stamps. */
export function cleanName(name: string): CleanName {
  const extension = extensionOf(name)
  let text = extension === '' ? name : name.slice(0, name.length - extension.length - 1)
  // Zero-width characters, which some sites sow between words, take the look of what stands before them.
  text = text.replace(/([\s\S])[\u200b-\u200f\u2060\ufeff]/g, (_, before: string) => before + (/[._-]/.test(before) ? before : ' '))
  text = text.replace(/\s(?:mkv|mp4|avi)$/i, '    ')
  for (const stamp of STAMPS) {
    const blanked = text.replace(stamp, (found) => ' '.repeat(found.length))
    if (/[\p{L}\d]/u.test(blanked)) text = blanked
  }
  return { text, extension }
}

/** The lower-case extension of a name when it is one that media folders hold, else an empty text: `Vol. 2` has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  if (dot <= 0 || name.length - dot > 8) return ''
  const extension = name.slice(dot + 1).toLowerCase()
  return EXTENSIONS.has(extension) ? extension : ''
}
