import { Link, useLocation } from 'react-router'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Form } from '../../parts/Form.tsx'
import { EmailField, PasswordField } from './account-fields.tsx'
import { OutsidePage, OutsideProblem } from './OutsidePage.tsx'
import { enterDashboard, outsideApi } from './outside-api.ts'

export const SignInPage = () => {
  const { search } = useLocation()
  const signIn = useWrite((body: object) => outsideApi.post('/v1/dashboard/sign-in', body))
  return (
    <OutsidePage
      title="Sign in"
      below={
        <>
          <p>
            <Link to="/dashboard/reset-password" className="link">
              Forgot the password?
            </Link>
          </p>
          <p>
            No account yet?{' '}
            <Link to={`/dashboard/sign-up${search}`} className="link">
              Sign up
            </Link>
          </p>
        </>
      }
    >
      <Form
        className="space-y-4"
        problem={signIn.problem}
        onSubmit={async (form) => {
          const answer = await signIn.run({ email: form.get('email'), password: form.get('password') })
          if (answer !== null) enterDashboard()
        }}
      >
        <OutsideProblem problem={signIn.problem} />
        <EmailField />
        <PasswordField />
        <Button type="submit" look="primary" className="w-full" isBusy={signIn.isRunning}>
          Sign in
        </Button>
      </Form>
    </OutsidePage>
  )
}
