"""The Customer Deduplication API (see docs/api.md), as plainly as one writes it: FastAPI, an ORM, Python's sets.

It is the yardstick of the customers API: its answers are recorded in test/api/golden, its speed is what `npm run bench`
compares with. DATABASE_URL names the Postgres. Nothing of the product runs it.
"""

import enum
import os
from datetime import datetime
from typing import Annotated, List

from fastapi import APIRouter, Depends, FastAPI, status
from pydantic import BaseModel, ConfigDict, EmailStr, Field
from sqlalchemy import BigInteger, Column, DateTime, Enum, Integer, String, create_engine, func, text
from sqlalchemy.orm import Session, declarative_base, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])
SessionLocal = sessionmaker(autocommit=False, autoflush=False, bind=engine)
Base = declarative_base()


class Source(str, enum.Enum):
    salesforce = "salesforce"
    hubspot = "hubspot"
    internal = "internal"


class Customer(Base):
    __tablename__ = "customers"

    id = Column(Integer, primary_key=True, index=True)
    customer_id = Column(BigInteger, nullable=False, index=True)
    name = Column(String(255), nullable=False)
    email = Column(String(255), nullable=False)
    source = Column(Enum(Source), nullable=False, index=True)
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    updated_at = Column(DateTime(timezone=True), server_default=func.now(), onupdate=func.now())


class CustomerCreate(BaseModel):
    customer_id: int
    name: Annotated[str, Field(min_length=1, max_length=255)]
    email: EmailStr
    source: Source


class CustomerAnswer(BaseModel):
    """The fields in the order of the table: what callers of the Customer Deduplication API see."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    customer_id: int
    name: str
    email: str
    source: Source
    created_at: datetime
    updated_at: datetime


class BulkUpload(BaseModel):
    customers: List[CustomerCreate]


class Message(BaseModel):
    message: str
    details: dict


class Analysis(BaseModel):
    total_records: int
    unique_customers: int
    duplicates_found: int
    unique_customer_ids: List[int]


class Comparison(BaseModel):
    in_all_sources: List[int]
    only_in_salesforce: List[int]
    only_in_hubspot: List[int]
    only_in_internal: List[int]
    salesforce_count: int
    hubspot_count: int
    internal_count: int


class DeduplicationService:
    def __init__(self, db: Session):
        self.db = db

    def create(self, customer: CustomerCreate) -> Customer:
        row = Customer(**customer.model_dump())
        self.db.add(row)
        self.db.commit()
        self.db.refresh(row)
        return row

    def create_many(self, customers: List[CustomerCreate]) -> int:
        rows = [Customer(**customer.model_dump()) for customer in customers]
        self.db.add_all(rows)
        self.db.commit()
        return len(rows)

    def get_all(self) -> List[Customer]:
        return self.db.query(Customer).all()

    def get_by_source(self, source: Source) -> List[Customer]:
        return self.db.query(Customer).filter(Customer.source == source).all()

    def delete_all(self) -> int:
        count = self.db.query(Customer).delete()
        self.db.commit()
        return count

    def ids_of(self, source: Source) -> set:
        return {row[0] for row in self.db.query(Customer.customer_id).filter(Customer.source == source).all()}

    def analyze(self) -> dict:
        if os.environ.get("YARDSTICK_COLUMNS"):
            ids = [row[0] for row in self.db.query(Customer.customer_id).all()]
        else:
            ids = [customer.customer_id for customer in self.get_all()]
        unique = set(ids)
        return {
            "total_records": len(ids),
            "unique_customers": len(unique),
            "duplicates_found": len(ids) - len(unique),
            "unique_customer_ids": sorted(unique),
        }

    def compare_sources(self) -> dict:
        salesforce = self.ids_of(Source.salesforce)
        hubspot = self.ids_of(Source.hubspot)
        internal = self.ids_of(Source.internal)
        return {
            "in_all_sources": sorted(salesforce & hubspot & internal),
            "only_in_salesforce": sorted(salesforce - hubspot - internal),
            "only_in_hubspot": sorted(hubspot - salesforce - internal),
            "only_in_internal": sorted(internal - salesforce - hubspot),
            "salesforce_count": len(salesforce),
            "hubspot_count": len(hubspot),
            "internal_count": len(internal),
        }


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def get_service(db: Session = Depends(get_db)) -> DeduplicationService:
    return DeduplicationService(db)


Service = Annotated[DeduplicationService, Depends(get_service)]
router = APIRouter(prefix="/api/v1")


@router.post("/customers", response_model=CustomerAnswer, status_code=status.HTTP_201_CREATED)
def create_customer(customer: CustomerCreate, service: Service):
    return service.create(customer)


@router.post("/customers/bulk", response_model=Message, status_code=status.HTTP_201_CREATED)
def upload_customers(upload: BulkUpload, service: Service):
    count = service.create_many(upload.customers)
    return {"message": f"Successfully uploaded {count} customer records", "details": {"count": count}}


@router.get("/customers", response_model=List[CustomerAnswer])
def list_customers(service: Service):
    return service.get_all()


@router.get("/customers/source/{source}", response_model=List[CustomerAnswer])
def list_customers_of_source(source: Source, service: Service):
    return service.get_by_source(source)


@router.delete("/customers", response_model=Message)
def delete_customers(service: Service):
    count = service.delete_all()
    return {"message": "Successfully deleted all customer records", "details": {"deleted_count": count}}


@router.get("/deduplication/analyze", response_model=Analysis)
def analyze(service: Service):
    return service.analyze()


@router.get("/deduplication/compare-sources", response_model=Comparison)
def compare_sources(service: Service):
    return service.compare_sources()


app = FastAPI(title="Customer Deduplication API", version="1.0.0")
app.include_router(router)


@app.get("/")
def root():
    return {
        "message": "Customer Deduplication API",
        "status": "running",
        "version": "1.0.0",
        "docs": "/docs",
    }


@app.get("/health")
def health(db: Session = Depends(get_db)):
    db.execute(text("SELECT 1"))
    return {"status": "healthy"}


Base.metadata.create_all(bind=engine)
