import { Controller, Get } from '@nestjs/common';
import { AllowAnyone } from '#libs/http';

/** What a person sees who opens the address in a browser, until the portal stands there. */
@Controller()
export class IndexController {
  @Get()
  @AllowAnyone()
  list(): { name: string; documents: string[]; log: string } {
    const documents = ['consent', 'policy', 'relay', 'audit'].map((api) => `/api/${api}/docs`);
    return { name: 'Consent Broker', documents, log: '/log/checkpoint' };
  }
}
