import * as belongings from '../../schemas/operations/belongings.ts'
import * as contacts from '../../schemas/operations/contacts.ts'
import * as customers from '../../schemas/operations/customers.ts'
import { edge } from '../platform/http/edge.ts'
import { contractHandlers, productHandlers, productsWithSerial, siteHandlers } from './belongings.ts'
import { changeCompany, createCompany, deleteCompany, listCompanies, readCompany } from './companies.ts'
import { changePerson, createPerson, listPeople, readPerson } from './contacts.ts'
import { erasePerson } from './erasing.ts'
import { exportPerson } from './exporting.ts'
import { beginImport } from './importing.ts'
import { mergePeople } from './merging.ts'
import { timelineForCaller } from './timeline.ts'

export const handler = edge(
  { ...customers, ...contacts, ...belongings },
  {
    listCustomers: listCompanies,
    createCustomer: createCompany,
    getCustomer: readCompany,
    changeCustomer: changeCompany,
    deleteCustomer: deleteCompany,
    importCustomers: (request) => beginImport(request, 'customers'),
    listTimeline: timelineForCaller,

    listContacts: listPeople,
    createContact: createPerson,
    getContact: readPerson,
    changeContact: changePerson,
    mergeContacts: mergePeople,
    exportContact: exportPerson,
    eraseContact: erasePerson,

    listSites: (request) => siteHandlers.list(request, request.params.id),
    createSite: (request) => siteHandlers.create(request, request.params.id),
    getSite: (request) => siteHandlers.read(request, request.params.id, request.params.site),
    changeSite: (request) => siteHandlers.change(request, request.params.id, request.params.site),
    deleteSite: (request) => siteHandlers.remove(request, request.params.id, request.params.site),

    listProducts: (request) => productHandlers.list(request, request.params.id),
    findProducts: productsWithSerial,
    importProducts: (request) => beginImport(request, 'products'),
    createProduct: (request) => productHandlers.create(request, request.params.id),
    getProduct: (request) => productHandlers.read(request, request.params.id, request.params.product),
    changeProduct: (request) => productHandlers.change(request, request.params.id, request.params.product),
    deleteProduct: (request) => productHandlers.remove(request, request.params.id, request.params.product),

    listContracts: (request) => contractHandlers.list(request, request.params.id),
    createContract: (request) => contractHandlers.create(request, request.params.id),
    getContract: (request) => contractHandlers.read(request, request.params.id, request.params.contract),
    changeContract: (request) => contractHandlers.change(request, request.params.id, request.params.contract),
    deleteContract: (request) => contractHandlers.remove(request, request.params.id, request.params.contract),
  },
)
