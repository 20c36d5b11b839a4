/** A message as the API lists it. Source: docs/guides/receipts.md. */
export type EmailSummary = {
  readonly email_id: string
  readonly kind: string
  readonly to: string
  readonly subject: string | null
  readonly status: 'queued' | 'sent' | 'failed'
  readonly sent_by: 'catcher' | 'smtp' | null
  readonly order_id: string | null
  readonly attempts: number
  readonly last_error: string | null
  readonly created_at: string
  readonly sent_at: string | null
}

export type EmailMessage = EmailSummary & { readonly html: string | null; readonly text: string | null }
