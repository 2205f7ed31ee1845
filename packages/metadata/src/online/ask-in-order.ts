import type { MetadataProvider } from '../providers/metadata-provider.ts'
import { isProviderError } from '../providers/provider-error.ts'
import type { Told } from './ask-about.ts'

/** What was said of a film or series by those who were asked in turn. */
export interface AskedInOrder<Fields> {
  /** One answer of each who was asked; only the last can be of one that knows it. */
  answers: Told<Fields>[]
  /** The failure of a provider that had it once and has it no more, where no other knows it. */
  gone: unknown
  /** The names of those who were not asked, as one before them knows it. */
  further: string[]
}

/**
 * Asks one provider after the other until one knows it. One that has lost it keeps the others from nothing; any other
 * failure is the caller's, as what a later one says must not stand in for what an earlier one would have said.
 */
export const askInOrder = async <Fields>(
  providers: readonly MetadataProvider[],
  ask: (provider: MetadataProvider) => Promise<Told<Fields>>,
): Promise<AskedInOrder<Fields>> => {
  const answers: Told<Fields>[] = []
  let gone: unknown
  for (const [index, provider] of providers.entries()) {
    const answer = await ask(provider).catch((error: unknown): Told<Fields> => {
      if (!isProviderError(error, 'not found')) throw error
      gone ??= error
      return { is: 'unknown', provider: provider.name, candidates: [] }
    })
    answers.push(answer)
    if (answer.is !== 'unknown') return { answers, gone: undefined, further: providers.slice(index + 1).map(({ name }) => name) }
  }
  return { answers, gone, further: [] }
}
