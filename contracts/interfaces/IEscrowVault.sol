// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title EscrowVault
/// @notice Payers' prepaid balances, one per gateway, in one ERC-20. A gateway takes no more than what the payer, or a
/// session key of the payer, signed for that service and those terms. One vault per token; no owner, no pause, no proxy.
interface IEscrowVault {
    /// @param balance Token base units, thawing part included.
    /// @param thawing Part of the balance that is on its way out; claims may still take it.
    /// @param thawEnd Unix seconds at which it may be withdrawn.
    /// @param epoch Raised by each withdrawal; a voucher of another epoch is worthless.
    struct Account {
        uint96 balance;
        uint96 thawing;
        uint32 thawEnd;
        uint32 epoch;
    }

    /// @param claimed Cumulative token base units claimed in `epoch`.
    /// @param fees Treasury's part of all fees ever paid through this ledger.
    struct Ledger {
        uint96 claimed;
        uint96 fees;
        uint32 epoch;
    }

    /// @param cap Most that may ever be claimed with this key, token base units; a cap beyond 96 bits is kept as the most
    /// that fits.
    /// @param spent Claimed with it so far; carries over to later grants.
    /// @param validBefore Unix seconds from which a gateway stops accepting the key. Claims pass `CLAIM_GRACE` longer.
    /// @param restricted Whether `servicesRoot` limits the services.
    /// @param revoked A revoked key never serves again.
    /// @param introduced Whether it has an integrator: without one a claim reads one slot of the key.
    /// @param integrator Earns the integrator's share of the fee; zero leaves it to the treasury.
    /// @param nonce Of the newest grant.
    struct SessionKey {
        uint96 cap;
        uint96 spent;
        uint40 validBefore;
        bool restricted;
        bool revoked;
        bool introduced;
        address integrator;
        uint32 nonce;
        bytes32 servicesRoot;
    }

    /// @notice Signed by the payer (EIP-712): lets `key` sign vouchers on the payer's balance at `gateway`.
    /// @param maxPerCall Most one call may cost; kept by the gateway, zero for no limit.
    /// @param servicesRoot OpenZeppelin Merkle root over allowed service ids, zero for all. Leaf: keccak256(keccak256(abi.encode(serviceId))).
    /// @param nonce Greater than that of any earlier grant of this triple; fits 32 bits.
    struct SessionGrant {
        address payer;
        address key;
        address gateway;
        address integrator;
        uint128 cap;
        uint128 maxPerCall;
        uint64 validBefore;
        bytes32 servicesRoot;
        uint256 nonce;
    }

    /// @notice Signed by the session key: it consents to serve this payer.
    struct KeyProof {
        address payer;
        address gateway;
        uint64 deadline;
    }

    /// @notice Signed per call by `key` (= payer when the payer signs). Cumulative over (payer, gateway, key, service) in an epoch.
    /// @param validBefore Unix seconds from which it cannot be claimed.
    struct Voucher {
        address payer;
        address gateway;
        address key;
        uint256 serviceId;
        bytes32 termsHash;
        uint32 epoch;
        uint96 cumulative;
        uint64 validBefore;
    }

    /// @notice Signed by a gateway's receipt key for each paid call.
    /// @param callId keccak256 of the call's `payment-identifier`.
    /// @param seq Counts the charges of this ledger and epoch from 1.
    /// @param price Charged for this call, token base units.
    /// @param chargedCumulative Charged in this ledger and epoch including this call.
    /// @param requestHash SHA-256 of the request body. @param responseHash SHA-256 of the response that was held.
    /// @param status 0 captured, 1 captured with a tool error.
    /// @param issuedAt Chain time, Unix seconds.
    struct Receipt {
        bytes32 callId;
        address payer;
        address gateway;
        address key;
        uint256 serviceId;
        bytes32 termsHash;
        uint32 epoch;
        uint64 seq;
        uint96 price;
        uint96 chargedCumulative;
        bytes32 requestHash;
        bytes32 responseHash;
        uint8 status;
        uint64 issuedAt;
    }

    /// @notice EIP-2612 permit for exactly the deposit; `deadline` 0 means an allowance is there already.
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @param proofDeadline Unix seconds, inclusive, until which the grant can be registered: a gateway that registers at
    /// its first claim asks for one at least its claim age ahead.
    struct SignedGrant {
        SessionGrant grant;
        bytes grantSignature;
        uint64 proofDeadline;
        bytes keyProof;
    }

    /// @param charged What the gateway charged, cumulative; at most `voucher.cumulative`.
    /// @param termsId With `feeVersion` the preimage of `voucher.termsHash`. Zero: that of the row before, of the same service.
    /// @param servicesProof Merkle proof that a restricted key may use the service; else empty.
    struct ClaimRow {
        Voucher voucher;
        bytes signature;
        uint96 charged;
        bytes32 termsId;
        uint32 feeVersion;
        bytes32[] servicesProof;
    }

    /// @notice Why a row of a claim moved nothing: the first that applies, in this order.
    enum SkipReason {
        WrongGateway,
        WrongEpoch,
        Expired,
        UnknownTerms,
        NothingNew,
        OverVoucher,
        BadSignature,
        UnknownKey,
        KeyExpired,
        OverCap,
        ServiceNotGranted,
        InsufficientBalance
    }

    event Deposited(
        address indexed payer,
        address indexed gateway,
        address indexed from,
        uint96 amount,
        uint96 balance
    );
    event Thawing(
        address indexed payer,
        address indexed gateway,
        uint96 amount,
        uint96 thawing,
        uint32 thawEnd
    );
    event ThawCancelled(address indexed payer, address indexed gateway, uint96 amount);
    event Withdrawn(
        address indexed payer,
        address indexed gateway,
        address indexed to,
        uint96 amount,
        uint96 balance,
        uint32 epoch
    );
    /// @param validBefore In force: the grant's, or the revocation's time when the key was revoked earlier.
    event KeyGranted(
        address indexed payer,
        address indexed gateway,
        address indexed key,
        address integrator,
        uint128 cap,
        uint128 maxPerCall,
        uint64 validBefore,
        bytes32 servicesRoot,
        uint256 nonce
    );
    event KeyRevoked(address indexed payer, address indexed gateway, address indexed key);
    event GrantSkipped(address indexed payer, address indexed gateway, address indexed key, bytes reason);
    /// @param rows In the batch, skipped ones included.
    /// @param gross Taken from all accounts together.
    event Claimed(
        uint256 indexed claimId,
        address indexed gateway,
        uint256 rows,
        uint96 gross,
        bytes32 receiptsRoot
    );
    /// @param charged The ledger's claimed total after this row.
    /// @param delta Taken from the account.
    /// @param fee Part of delta kept by the protocol, all shares together.
    /// @param treasuryShare Part of the fee that the treasury keeps.
    event RowClaimed(
        address indexed payer,
        uint256 indexed serviceId,
        address indexed key,
        uint256 claimId,
        bytes32 termsHash,
        uint32 epoch,
        uint96 charged,
        uint96 delta,
        uint96 fee,
        uint96 treasuryShare
    );
    event RowSkipped(
        uint256 indexed claimId,
        uint256 index,
        address indexed payer,
        uint256 indexed serviceId,
        address key,
        SkipReason reason
    );
    event MinDepositSet(uint96 amount);
    event ThawPeriodSet(uint32 period);

    error EscrowVaultGatewayClosed(address gateway);
    error EscrowVaultDepositTooSmall(uint256 amount, uint256 minimum);
    error EscrowVaultBalanceOverflow(uint256 balance, uint256 maximum);
    error EscrowVaultTransferShort(uint256 received, uint256 expected);
    error EscrowVaultZeroAmount();
    error EscrowVaultZeroAddress();
    error EscrowVaultInsufficientBalance(uint256 available, uint256 requested);
    error EscrowVaultNothingThawing(address payer, address gateway);
    error EscrowVaultStillThawing(uint32 thawEnd);
    error EscrowVaultNotSettler(address gateway, address caller);
    error EscrowVaultEmptyClaim();
    error EscrowVaultTooManyRows(uint256 rows, uint256 maximum);
    error EscrowVaultGrantExpired(uint64 validBefore);
    error EscrowVaultGrantNonce(uint256 nonce, uint256 newest);
    error EscrowVaultGrantSignature(address payer);
    error EscrowVaultKeyProof(address key, uint64 deadline);
    error EscrowVaultSelfKey(address payer);
    error EscrowVaultIntegratorInvalid(address integrator);
    error EscrowVaultMinDepositOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);
    error EscrowVaultThawPeriodOutOfBounds(uint256 period, uint256 minimum, uint256 maximum);

    /// @notice Deposits the caller's tokens for `payer` at `gateway`, by permit or allowance.
    /// A deposit never changes a thaw or an epoch.
    function deposit(address payer, address gateway, uint96 amount, Permit calldata permit) external;

    /// @notice Deposits by EIP-3009 `receiveWithAuthorization`; anyone may submit it.
    /// @dev The authorisation's nonce must be keccak256(abi.encode(payer, gateway, salt)): a relayer cannot redirect it.
    function depositWithAuthorization(
        address payer,
        address gateway,
        uint96 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 salt,
        bytes calldata signature
    ) external;

    /// @notice Registers a session key. Anyone may submit it. ERC-1271 payers must do so before they are served.
    /// @dev The newest grant's cap, date, integrator and services replace the older ones'; what was spent carries over.
    /// A grant past its date, or of a revoked key, is taken while claims with it still pass, and never moves the end later.
    function grantKey(SignedGrant calldata signedGrant) external;

    /// @notice Registers many grants; a bad one is skipped with an event.
    function grantKeys(SignedGrant[] calldata signedGrants) external;

    /// @notice Revokes a key of the caller for ever, known or not. Vouchers accepted before can be claimed for `CLAIM_GRACE`.
    function revokeKey(address gateway, address key) external;

    /// @notice Starts the thaw of `amount` more; the clock restarts for the whole thawing sum.
    function thaw(address gateway, uint96 amount) external;

    /// @notice Puts all thawing funds back to work. The epoch stays.
    function cancelThaw(address gateway) external;

    /// @notice Pays out what has thawed to `to` and raises the epoch.
    function withdraw(address gateway, address to) external;

    /// @notice Claims charges. A bad row is skipped with its reason and never touches the others. Settler only.
    /// @param receiptsRoot Merkle root over the rows' receipt trees in the order of the rows, from which the gateway
    /// answers a charge dispute. Bound into `claimHash`.
    /// @return claimId Counted from 1.
    function claim(
        address gateway,
        ClaimRow[] calldata rows,
        bytes32 receiptsRoot
    ) external returns (uint256 claimId);

    /// @notice Sets the least deposit, within constant bounds. Governed.
    function setMinDeposit(uint96 amount) external;

    /// @notice Sets how long a thaw takes, within constant bounds; running thaws keep theirs. Governed.
    function setThawPeriod(uint32 period) external;

    function accountOf(address payer, address gateway) external view returns (Account memory);

    function ledgerOf(
        address payer,
        address gateway,
        address key,
        uint256 serviceId
    ) external view returns (Ledger memory);

    /// @notice What was claimed of a ledger in an epoch, ended ones too.
    /// @param ledgerId keccak256(abi.encode(payer, gateway, key, serviceId)).
    function claimedIn(bytes32 ledgerId, uint32 epoch) external view returns (uint96);

    function sessionKeyOf(
        address payer,
        address gateway,
        address key
    ) external view returns (SessionKey memory);

    /// @notice What a claim did, in one word: keccak256(abi.encode(gateway, time, receiptsRoot, rowsHash)), where rowsHash is
    /// the hash of the row hashes one after the other, zero for a skipped row, and a row hash is
    /// keccak256(abi.encode(ledgerId, epoch, termsHash, claimed before, claimed after)).
    function claimHash(uint256 claimId) external view returns (bytes32);

    function minDeposit() external view returns (uint96);

    function thawPeriod() external view returns (uint32);

    /// @notice EIP-712 digests under this vault's domain ("Stoa Escrow", "1").
    function hashVoucher(Voucher calldata voucher) external view returns (bytes32);

    function hashSessionGrant(SessionGrant calldata grant) external view returns (bytes32);

    function hashKeyProof(KeyProof calldata proof) external view returns (bytes32);

    function hashReceipt(Receipt calldata receipt) external view returns (bytes32);
}
