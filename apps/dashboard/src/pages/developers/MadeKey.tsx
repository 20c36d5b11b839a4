import { LinkButton } from '../../parts/Button.tsx'
import { CodeBlock } from '../../parts/Notice.tsx'
import { usePathOf } from '../../session-context.ts'
import type { NewApiKey } from './api-key.ts'
import { SecretOnce } from '../../parts/SecretOnce.tsx'

/** A key right after it was made, and a first call to try it with. */
export const MadeKey = ({ apiKey }: { apiKey: NewApiKey }) => {
  const pathOf = usePathOf()
  const command = `curl -s ${location.origin}/v1/developer/auth-context \\\n  -H "Authorization: Bearer $FLINT_KEY"`
  return (
    <div className="space-y-4">
      <SecretOnce secret={apiKey.secret_key} what="API key" />
      <div className="space-y-1.5">
        <p>Try it: any key may ask what it is.</p>
        <CodeBlock code={command} what="command" />
      </div>
      <div className="flex justify-end border-t border-line pt-4">
        <LinkButton to={pathOf(`api-keys/${apiKey.api_key_id}`)} look="primary">
          I have stored it
        </LinkButton>
      </div>
    </div>
  )
}
