/** A refusal of the API. Source: contract, flint-platform 6.1. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  /** The field or query name at fault, dotted for nested ones. */
  readonly param: string | null
  readonly requestId: string | null
  readonly docUrl: string | null
  /** What may be done about it, in a sentence. */
  readonly nextSteps: string | null
  readonly details: readonly ProblemDetail[]
  /** Milliseconds that the server asks to wait before another try. */
  readonly retryAfterMs: number | null

  constructor(status: number, error: Partial<WireError>, retryAfterMs: number | null = null) {
    super(error.message ?? `The server answered ${status}.`)
    this.status = status
    this.code = error.code ?? 'UNKNOWN'
    this.param = error.param ?? null
    this.requestId = error.request_id ?? null
    this.docUrl = error.doc_url ?? null
    this.nextSteps = error.remediation?.next_steps || null
    this.details = error.details ?? []
    this.retryAfterMs = retryAfterMs
  }
}

export type ProblemDetail = { code: string; message: string; param?: string }

export type WireError = {
  code: string
  message: string
  param?: string
  request_id?: string
  doc_url?: string
  remediation?: { next_steps?: string }
  details?: ProblemDetail[]
}

/** Nothing came back: whether the call had an effect is not known. */
export class NoAnswer extends Error {
  constructor() {
    super('Flint did not answer. Check the connection and try again.')
  }
}

/** What a person reads about a failure, whatever it was. */
export const sentenceOf = (error: unknown): string =>
  error instanceof ApiProblem || error instanceof NoAnswer
    ? error.message
    : 'Something went wrong in the dashboard.'

/** What is said of one field: by its name, or a name below it. */
export const sentenceOfField = (error: unknown, param: string): string | null => {
  if (!(error instanceof ApiProblem)) return null
  const isMeant = (name: string | null | undefined) =>
    name === param || name?.startsWith(`${param}.`) || name?.startsWith(`${param}[`)
  const detail = error.details.find((each) => isMeant(each.param))
  if (detail) return detail.message
  return isMeant(error.param) ? error.message : null
}
