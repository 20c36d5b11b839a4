import { httpErrors, refuse } from './errors.ts'
import { type ApiVersion, apiVersions, retiredApiVersions } from './versions.ts'

/** Words that may stand in a version's place, such as `default` of a webhook endpoint. */
type Known<Word extends string> = {
  words?: readonly Word[]
  supported?: readonly string[]
  retired?: readonly string[]
}

/**
 * A version that somebody asked for, in a header or a field.
 *
 * @param param Where it stood.
 * @throws INVALID_API_VERSION, or API_VERSION_RETIRED for one that is no longer served; both list those that are.
 * Source: contract, flint-platform 2.
 */
export const checkVersion = <Word extends string = never>(
  text: unknown,
  param: string,
  { words = [], supported = apiVersions, retired = retiredApiVersions }: Known<Word> = {},
): ApiVersion | Word => {
  if (typeof text === 'string' && [...words, ...supported].includes(text)) return text as ApiVersion | Word
  const definition = retired.includes(String(text))
    ? httpErrors.API_VERSION_RETIRED
    : httpErrors.INVALID_API_VERSION
  throw refuse(definition, {
    param,
    details: [
      {
        code: definition.code,
        param,
        message: `Supported: ${[...words, ...supported].join(', ')}.`,
        supported_api_versions: [...supported],
      },
    ],
  })
}
