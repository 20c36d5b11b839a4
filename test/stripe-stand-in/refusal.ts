import type { Params } from './form.ts'

/** An answer that is an error, in Stripe's words. Source: docs.stripe.com/api/errors. */
export class Refusal extends Error {
  status: number
  error: Params

  constructor(status: number, error: Params) {
    super(error['message'])
    this.status = status
    this.error = error
  }
}

export const invalid = (code: string | undefined, message: string, extra: Params = {}): Refusal =>
  new Refusal(400, { type: 'invalid_request_error', ...(code ? { code } : {}), message, ...extra })

export const missing = (what: string, id: string, param: string): Refusal =>
  new Refusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  })

/** What is named in a body is a bad request; only what the path names is "not found". */
export const missingParam = (what: string, id: string, param: string): Refusal =>
  invalid('resource_missing', `No such ${what}: '${id}'`, { param })
