import { withoutNulls } from './without-nulls.ts'

/** Where the API serves a picture. */
export const imagePath = (artworkId: string): string => `/api/images/${artworkId}`

/** A picture as the API gives it. */
export const toPictureView = <Picture extends { id: string }>(picture: Picture) => ({
  ...withoutNulls(picture),
  image: imagePath(picture.id),
})

/** A credit as the API gives it. */
export const toCreditView = <Credited extends { pictureId: string | null }>({ pictureId, ...credit }: Credited) => ({
  ...credit,
  ...(pictureId === null ? {} : { image: imagePath(pictureId) }),
})
