import { TextField } from '../../parts/Field.tsx'

/** Named so that password managers know them. */
export const EmailField = ({ defaultValue, hint }: { defaultValue?: string; hint?: string }) => (
  <TextField
    label="E-mail address"
    name="email"
    type="email"
    autoComplete="username"
    autoCapitalize="none"
    spellCheck={false}
    required
    maxLength={254}
    defaultValue={defaultValue}
    hint={hint}
  />
)

export const PasswordField = ({ isNew = false, label = 'Password' }: { isNew?: boolean; label?: string }) => (
  <TextField
    label={label}
    name="password"
    type="password"
    autoComplete={isNew ? 'new-password' : 'current-password'}
    required
    minLength={isNew ? 10 : undefined}
    maxLength={200}
    hint={
      isNew
        ? 'At least 10 characters. Three or four words that do not belong together are a good one.'
        : undefined
    }
  />
)

export const NameFields = () => (
  <div className="grid gap-4 sm:grid-cols-2">
    <TextField label="First name" name="first_name" autoComplete="given-name" required maxLength={100} />
    <TextField label="Last name" name="last_name" autoComplete="family-name" required maxLength={100} />
  </div>
)

export const CodeField = () => (
  <TextField
    label="Code"
    name="verification_code"
    inputMode="numeric"
    autoComplete="one-time-code"
    required
    maxLength={20}
    hint="The six digits of the newest message."
  />
)
