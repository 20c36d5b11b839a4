import { type TProperties, type TSchema, Type } from 'typebox'
import { body, named, nullable } from '../platform/http/schema.ts'

/** Parts that several groups of settings are made of. */

export const flag = Type.Boolean()

/** What is inside is set field by field, or key by key; anything else is replaced as a whole. */
const isMerged = { 'x-flint-merged': true }
export const parts = <P extends TProperties>(properties: P) => body(properties, isMerged)
export const mapOf = <V extends TSchema>(value: V, options: object = {}) =>
  Type.Record(Type.String(), value, { ...isMerged, ...options })

export const text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, ...(description ? { description } : {}) })

export const Color = Type.String({
  pattern: '^#[0-9a-fA-F]{6}$',
  description: 'A colour as # and six hexadecimal digits.',
})

export const WebAddress = Type.String({ maxLength: 2048, description: 'An http or https address.' })

/** An id of something that is not served yet: only its form can be checked. */
export const idOf = (prefix: string) =>
  Type.String({
    pattern: `^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`,
    description: `\`${prefix}_\` and 26 characters.`,
  })

const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1, two capitals.' })
const optional = (maxLength: number) => Type.Optional(nullable(text(maxLength)))

/** Replaced as a whole: half of an old address would be a wrong one. */
export const Address = named(
  'SettingsAddress',
  body(
    {
      line1: optional(255),
      line2: optional(255),
      city: optional(255),
      state: optional(64),
      postal_code: optional(20),
      country: Type.Optional(nullable(Country)),
    },
    { description: 'Replaced as a whole.' },
  ),
)

export const TaxIdCountry = Country
