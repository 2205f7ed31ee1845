import type { ArtworkToWrite, DetailsToWrite } from '@backlot/catalog'
import type { RemoteArtwork, Trailer, Translation } from '@backlot/metadata'

/** No name of anything is longer in earnest, and an index takes no longer ones. */
export const clipped = (text: string): string => text.slice(0, 500)

/** Translations, age ratings and trailers in the form that is stored. */
export const detailsOf = ({
  translations,
  certifications,
  trailers,
}: {
  translations?: Translation[]
  certifications?: Record<string, string>
  trailers?: Trailer[]
}): DetailsToWrite => ({
  translations: translations?.map(({ plot, ...translation }) => ({ ...translation, ...(plot !== undefined && { overview: plot }) })),
  certifications:
    certifications &&
    Object.entries(certifications).map(([country, certification]) => ({ country, certification: clipped(certification) })),
  trailers,
})

/** Pictures at addresses, as from the source that most of them are from. */
export const remoteArtwork = ({
  fields,
  provenance,
}: {
  fields: { artwork?: RemoteArtwork[] }
  provenance: Record<string, string>
}): Pick<ArtworkToWrite, 'remote'> => {
  const { artwork = [] } = fields
  const [first] = artwork
  if (first === undefined) return {}
  return { remote: { source: provenance[`artwork.${first.type}`] ?? 'nfo', pictures: artwork } }
}
