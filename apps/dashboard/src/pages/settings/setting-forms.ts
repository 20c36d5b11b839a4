import type { Choice } from '../../parts/Field.tsx'

/** One setting of a group, by its name in the API. An empty field means the default, which the API calls null. */
export type Setting = { readonly name: string; readonly label: string; readonly hint?: string } & (
  | { readonly kind: 'yes_no' }
  | { readonly kind: 'colour' }
  | { readonly kind: 'text'; readonly most: number }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
)

export type SettingGroup = {
  readonly name: string
  readonly label: string
  readonly settings: readonly Setting[]
}

/** What the dashboard asks for of all settings; the API has more. Source: contract, flint-platform 16; docs/guides/settings.md. */
export const settingGroups: readonly SettingGroup[] = [
  {
    name: 'branding',
    label: 'Look of hosted pages',
    settings: [
      { kind: 'colour', name: 'primary_color', label: 'Buttons' },
      { kind: 'colour', name: 'accent_color', label: 'Accent' },
      { kind: 'colour', name: 'background_color', label: 'Background' },
      { kind: 'colour', name: 'text_color', label: 'Text' },
      { kind: 'whole', name: 'corner_radius', label: 'Rounding of corners, in pixels', least: 0, most: 32 },
      {
        kind: 'choice',
        name: 'font_family',
        label: 'Font',
        choices: [
          { value: 'instrument_sans', words: 'Instrument Sans' },
          { value: 'system_sans', words: 'System, sans serif' },
          { value: 'system_serif', words: 'System, serif' },
          { value: 'monospace', words: 'Monospace' },
        ],
      },
    ],
  },
  {
    name: 'checkout',
    label: 'Checkout',
    settings: [
      { kind: 'yes_no', name: 'require_email', label: 'Ask for an e-mail address' },
      { kind: 'yes_no', name: 'require_phone', label: 'Ask for a phone number' },
      { kind: 'yes_no', name: 'require_billing_address', label: 'Ask for a billing address' },
      { kind: 'yes_no', name: 'promotion_code_entry_enabled', label: 'Take promotion codes' },
      {
        kind: 'whole',
        name: 'default_expires_in_seconds',
        label: 'A session expires after, in seconds',
        least: 60,
        most: 86_400,
      },
    ],
  },
  {
    name: 'receipts',
    label: 'Receipts',
    settings: [
      { kind: 'yes_no', name: 'is_auto_email_enabled', label: 'Mail them when an order is paid' },
      { kind: 'yes_no', name: 'is_itemized', label: 'List what was bought' },
      { kind: 'text', name: 'header_text', label: 'Above the receipt', most: 1000 },
      { kind: 'text', name: 'footer_text', label: 'Below the receipt', most: 1000 },
    ],
  },
  {
    name: 'tipping',
    label: 'Tips',
    settings: [
      { kind: 'yes_no', name: 'default_enabled', label: 'Ask for a tip' },
      { kind: 'yes_no', name: 'is_custom_tip_enabled', label: 'Take a tip of any amount' },
      { kind: 'yes_no', name: 'is_smart_tips_enabled', label: 'Offer amounts for small orders' },
    ],
  },
]
