import { Type, type TObject, type TProperties, type TSchema } from 'typebox'

/**
 * Shapes that many routes share. A schema is three things at once: the validation, the TypeScript type and the
 * OpenAPI document. `x-flint-name` puts it among the document's components; `x-flint-error` names the code
 * that a wrong value gets, `x-flint-minimum` one of its own for a number that is too small, `x-flint-required` the
 * code that a missing one gets.
 */
export const named = <T extends TSchema>(name: string, schema: T): T => ({ ...schema, 'x-flint-name': name })

/** An object that refuses unknown fields. */
export const body = <P extends TProperties>(properties: P, options: object = {}): TObject<P> =>
  Type.Object(properties, { additionalProperties: false, ...options })

/** One of several words, as `enum` (a union of literals would become `anyOf`). Readers must accept further values. */
export const oneOf = <const W extends readonly string[]>(words: W, options: object = {}) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...options })

export const nullable = <T extends TSchema>(schema: T) =>
  Type.Unsafe<import('typebox').Static<T> | null>(
    'type' in schema && typeof schema.type === 'string' && !('enum' in schema) && !('x-flint-name' in schema)
      ? { ...schema, type: [schema.type, 'null'] }
      : { anyOf: [schema, { type: 'null' }] },
  )

export const maxAmount = 999_999_999_999

const amountOf = (minimum: number) =>
  Type.Integer({
    minimum,
    maximum: maxAmount,
    'x-flint-error': 'INVALID_AMOUNT',
    description: 'Minor units.',
  })
export const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  'x-flint-error': 'INVALID_CURRENCY',
  description: 'ISO 4217, three capitals.',
})

/** Whole minor units, from zero up. Source: contract, flint-platform 1.1. */
export const Money = named('Money', body({ amount: amountOf(0), currency: Currency }))
export const PositiveMoney = named('PositiveMoney', body({ amount: amountOf(1), currency: Currency }))
export const SignedMoney = named(
  'SignedMoney',
  Type.Object({ amount: Type.Integer(), currency: Type.String() }, { description: 'May be negative.' }),
)
/** Totals may pass the limit of a single input amount. */
export const TotalMoney = named(
  'TotalMoney',
  Type.Object({ amount: Type.Integer({ minimum: 0 }), currency: Type.String() }),
)

/** A number with at most four decimals. */
export const Percent = (minimum: number, error: string) =>
  Type.Number({
    minimum,
    maximum: 100,
    'x-flint-error': error,
    description: 'Per cent, at most four decimals.',
  })

export const Timestamp = Type.String({ format: 'date-time', description: 'RFC 3339, UTC.' })

export const id = (prefix: string, what: string) =>
  Type.String({ description: `${what}: \`${prefix}_\` and 26 characters.` })

export const ExternalReferenceId = Type.String({
  minLength: 1,
  maxLength: 255,
  'x-flint-error': 'INVALID_EXTERNAL_REFERENCE_ID',
  description: "The caller's own reference.",
})

/** The limits are checked by `checkMetadata`, which can say which key is at fault. */
export const Metadata = Type.Record(Type.String(), Type.String())
export const MetadataPatch = Type.Unsafe<Record<string, string | null> | null>({
  type: ['object', 'null'],
  additionalProperties: { type: ['string', 'null'] },
  description: 'A value replaces its key, null removes it; null in place of the map clears it.',
})

export const noQuery = body({})

export const pageQuery = {
  page_size: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 20, 'x-flint-error': 'INVALID_PAGE_SIZE' }),
  ),
  page_token: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2000, 'x-flint-error': 'INVALID_PAGE_TOKEN' }),
  ),
}

export const expandQuery = {
  expand: Type.Optional(Type.Array(Type.String(), { 'x-flint-error': 'INVALID_EXPAND' })),
}

export const sortQuery = <const W extends readonly string[]>(words: W) => ({
  sort_by: Type.Optional(oneOf(words, { 'x-flint-error': 'INVALID_SORT_BY' })),
  sort_direction: Type.Optional(
    oneOf(['asc', 'desc'], { 'x-flint-error': 'INVALID_SORT_DIRECTION', 'x-flint-enum': 'closed' }),
  ),
})

const bound = (error: string) => Type.Optional(Type.String({ format: 'date-time', 'x-flint-error': error }))
export const createdQuery = {
  created_after: bound('INVALID_CREATED_AFTER'),
  created_before: bound('INVALID_CREATED_BEFORE'),
}
export const updatedQuery = {
  updated_after: bound('INVALID_TIMESTAMP'),
  updated_before: bound('INVALID_TIMESTAMP'),
}
export const amountQuery = {
  min_amount: Type.Optional(
    Type.Integer({ minimum: 1, maximum: maxAmount, 'x-flint-error': 'INVALID_MIN_AMOUNT' }),
  ),
  max_amount: Type.Optional(
    Type.Integer({ minimum: 1, maximum: maxAmount, 'x-flint-error': 'INVALID_MAX_AMOUNT' }),
  ),
  currency: Type.Optional(Currency),
}
export const textQuery = {
  query: Type.Optional(Type.String({ minLength: 1, maxLength: 255, 'x-flint-error': 'INVALID_QUERY' })),
}
