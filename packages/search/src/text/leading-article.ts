const article = /^(?:(?:the|an?|la|les?|der|die|das|el|los|las|il|lo|gli|het|de)\s+|l['’])(?=\S)/iu

/** A title without the article in front; a title that is nothing else keeps it. */
export const withoutArticle = (title: string): string => title.replace(article, '')
