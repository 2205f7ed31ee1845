import { z } from 'zod'

/** Text where there is some; anything else is as good as nothing. */
export const text = z
  .string()
  .transform((value) => (value.trim() === '' ? undefined : value))
  .optional()
  .catch(undefined)

/** A whole number above zero; 0 is how these servers write "none". */
export const count = z.int().min(1).optional().catch(undefined)

export const number = z.number().optional().catch(undefined)

export const flag = z.boolean().optional().catch(undefined)

/** A list; elements that are not as they should be are left out. */
export const listOf = <Element extends z.ZodType>(element: Element) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value): z.output<Element>[] => {
        const parsed = element.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    )

/** The day of a date or a time: `YYYY-MM-DD`. */
export const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((value) => value.slice(0, 10))
  .optional()
  .catch(undefined)
