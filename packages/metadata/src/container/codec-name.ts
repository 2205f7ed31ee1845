// What Matroska calls the codecs that mediabunny has no name for.
const MATROSKA: ReadonlyMap<string, string> = new Map([
  ['A_TRUEHD', 'truehd'],
  ['A_MLP', 'mlp'],
  ['A_MPEG/L1', 'mp1'],
  ['A_MPEG/L2', 'mp2'],
  ['A_ALAC', 'alac'],
  ['A_MS/ACM', 'acm'],
  ['V_MPEG1', 'mpeg1'],
  ['V_MPEG2', 'mpeg2'],
  ['V_MPEG4/ISO/SP', 'mpeg4'],
  ['V_MPEG4/ISO/ASP', 'mpeg4'],
  ['V_MPEG4/ISO/AP', 'mpeg4'],
  ['V_MS/VFW/FOURCC', 'vfw'],
  ['V_THEORA', 'theora'],
  ['S_TEXT/UTF8', 'srt'],
  ['S_TEXT/ASS', 'ass'],
  ['S_TEXT/SSA', 'ssa'],
  ['S_TEXT/WEBVTT', 'webvtt'],
  ['S_HDMV/PGS', 'pgs'],
  ['S_HDMV/TEXTST', 'textst'],
  ['S_VOBSUB', 'vobsub'],
  ['S_DVBSUB', 'dvbsub'],
])

/** A codec's short name: mediabunny's own where it has one, else a translation of the container's id, else that id in lower case. */
export function codecName(codec: string | undefined, internalId: string | number | Uint8Array | undefined): string | undefined {
  if (codec !== undefined) return codec
  if (typeof internalId !== 'string') return undefined
  const id = internalId.trim()
  // Ids come from the file: only what looks like one is repeated.
  return MATROSKA.get(id) ?? (/^[\w/.+ -]{1,40}$/.test(id) ? id.toLowerCase() : undefined)
}
