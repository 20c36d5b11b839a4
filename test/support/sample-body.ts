type Schema = Record<string, any>

/** The smallest value that a request schema takes: required fields only, first words, lowest numbers. */
export const sampleBody = (schema: Schema): any => {
  if (schema['const'] !== undefined) return schema['const']
  if (schema['enum']) return schema['enum'][0]
  const choices: Schema[] | undefined = schema['anyOf'] ?? schema['oneOf']
  if (choices) return sampleBody(choices[0]!)
  switch ([schema['type']].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        ((schema['required'] ?? []) as string[]).map((name) => [
          name,
          sampleBody(schema['properties'][name]),
        ]),
      )
    case 'array':
      return Array.from({ length: schema['minItems'] ?? 0 }, () => sampleBody(schema['items']))
    case 'integer':
    case 'number':
      return schema['minimum'] ?? (schema['exclusiveMinimum'] ?? 0) + 1
    case 'boolean':
      return true
    case 'string':
      return sampleText(schema)
    default:
      return {}
  }
}

const sampleText = ({ format, pattern, minLength = 0 }: Schema): string => {
  if (format === 'email') return 'buyer@example.com'
  if (format === 'uri') return 'https://example.com/'
  if (format === 'date-time') return '2099-01-01T00:00:00Z'
  const words = [
    'USD',
    'US',
    '1',
    'a'.repeat(Math.max(1, minLength)),
    'https://example.com/',
    '01',
    '2099',
    '110000000',
    '4321',
    '1980-01-01',
    '+14155550100',
    '12-3456789',
    '4242424242424242',
    'eur',
    'buyer@example.com',
    `pay_${'a'.repeat(24)}`,
  ]
  const found = words.find((word) => !pattern || new RegExp(pattern, 'u').test(word))
  if (!found) throw new Error(`No sample is known for the pattern ${pattern}: add one here.`)
  return found
}

/** Values that are surely not of the schema's type, null apart. */
export const wrongTypes = (schema: Schema): unknown[] => {
  const choices: Schema[] = schema['anyOf'] ?? schema['oneOf'] ?? [schema]
  const types = new Set(choices.flatMap((choice) => choice['type'] ?? (choice['enum'] ? 'string' : [])))
  if (types.size === 0) return []
  const values: unknown[] = []
  if (!types.has('string')) values.push('text')
  if (!types.has('number') && !types.has('integer')) values.push(7)
  if (!types.has('boolean')) values.push(true)
  if (!types.has('array')) values.push([])
  if (!types.has('object')) values.push({})
  return values
}

export const takesNull = (schema: Schema): boolean =>
  [schema['type']].flat().includes('null') ||
  ((schema['anyOf'] ?? schema['oneOf'] ?? []) as Schema[]).some(takesNull) ||
  Object.keys(schema).every((keyword) => keyword === 'description')
