/** Source: `GET /v1/merchants/{merchant_id}`. */
export type Merchant = {
  merchant_id: string
  business_name: string
  business_type: string | null
  email: string | null
  phone: string | null
  support_email: string | null
  support_phone: string | null
  support_url: string | null
  website_url: string | null
  status: string
  onboarding_status: string
  banners: { style: string; message: string }[]
  payments: { status: string }
  payouts: { status: string }
  api_version: string
  api_version_pinned_at: string | null
  api_version_previous: string | null
  api_version_rollback_expires_at: string | null
  reporting_timezone: string
  version: number
  created_at: string
}
