import { hasCardNumber } from '../platform/http/card-data.ts'
import { refuse } from '../platform/http/errors.ts'
import { hasSecret } from '../platform/log/redaction.ts'
import { feedbackErrors } from './errors.ts'

export const isUnsafe = (text: string): boolean => hasSecret(text) || hasCardNumber(text)

/** Reports are read by others than those whose keys and cards these are. Refuses; changes nothing in silence. */
export const expectSafeContent = (content: object, path = ''): void => {
  for (const [name, value] of Object.entries(content)) {
    const param = path === '' ? name : `${path}.${name}`
    if (typeof value === 'object' && value !== null) expectSafeContent(value, param)
    else if (typeof value === 'string' && isUnsafe(value))
      throw refuse(feedbackErrors.UNSAFE_FEEDBACK_CONTENT, { param })
  }
}
