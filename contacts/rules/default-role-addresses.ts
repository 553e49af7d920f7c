/** What counts where a rules file names none. The first lines are those of RFC 2142. */
export const DEFAULT_ROLE_ADDRESSES: readonly string[] = [
  ...['info', 'marketing', 'sales', 'support', 'abuse', 'noc', 'security', 'postmaster', 'hostmaster', 'usenet'],
  ...['news', 'webmaster', 'www', 'uucp', 'ftp'],
  ...['mailer-daemon', 'no-reply', 'do-not-reply', 'bounce', 'bounces', 'notification', 'notifications', 'alerts'],
  ...['admin', 'administrator', 'root', 'it', 'helpdesk', 'help', 'service', 'customer-service', 'customer-care'],
  ...['contact', 'contact-us', 'hello', 'hi', 'mail', 'email', 'office', 'reception', 'front-desk', 'team', 'staff'],
  ...['enquiries', 'inquiries', 'enquiry', 'inquiry', 'feedback', 'press', 'media', 'newsletter', 'legal', 'privacy'],
  ...['billing', 'invoice', 'invoices', 'accounts', 'accounting', 'payments', 'finance', 'orders', 'order', 'shop'],
  ...['hr', 'jobs', 'careers', 'recruiting', 'kontakt', 'buero', 'service-client', 'ventas', 'soporte', 'contacto'],
  ...['test', 'tester', 'testing', 'demo', 'example', 'dummy', 'fake', 'unknown', 'none', 'null', 'nobody', 'noone'],
  ...['no-email', 'noemail', 'nomail', 'no-mail', 'anonymous', 'guest', 'placeholder', 'user', 'customer', 'client'],
];
