// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ICredit} from "../interfaces/ICredit.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {IExactPayments} from "../interfaces/IExactPayments.sol";
import {IPayTo} from "../interfaces/IPayTo.sol";
import {ExactHash} from "./libraries/ExactHash.sol";
import {EscrowVault} from "./EscrowVault.sol";

/// @title Credit
/// @dev One clone a gateway. It holds nothing and decides nothing: the vault checks, this address gives the domain that
/// wallets show and the log that facilitators look for.
contract Credit is ICredit {
    EscrowVault public immutable VAULT;
    uint8 private immutable DECIMALS;

    constructor(IERC20 token, EscrowVault vault) {
        VAULT = vault;
        DECIMALS = IERC20Metadata(address(token)).decimals();
    }

    /// @inheritdoc ICredit
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _settle(from, to, value, validAfter, validBefore, nonce, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc ICredit
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        _settle(from, to, value, validAfter, validBefore, nonce, signature);
    }

    function _settle(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) private {
        // A PayTo tells its terms, and the vault computes from them the address it believes in.
        (uint256 serviceId, bytes32 termsId, uint32 feeVersion) = _termsOf(to);
        IExactPayments.ExactRow memory row = IExactPayments.ExactRow({
            from: from,
            value: value,
            validAfter: validAfter,
            validBefore: validBefore,
            nonce: nonce,
            signature: signature,
            serviceId: serviceId,
            termsId: termsId,
            feeVersion: feeVersion
        });

        emit AuthorizationUsed(from, nonce);
        emit Transfer(from, to, value);
        require(VAULT.settleExact(gateway(), msg.sender, row) == to, CreditNotPayTo(to));
    }

    function _termsOf(address to) private view returns (uint256, bytes32, uint32) {
        require(to.code.length != 0, CreditNotPayTo(to));
        try IPayTo(to).terms() returns (uint256 serviceId, bytes32 termsId, uint32 feeVersion) {
            return (serviceId, termsId, feeVersion);
        } catch {
            revert CreditNotPayTo(to);
        }
    }

    /// @inheritdoc ICredit
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool) {
        return VAULT.isExactUsed(gateway(), authorizer, nonce);
    }

    /// @inheritdoc ICredit
    function balanceOf(address account) external view returns (uint256) {
        IEscrowVault.Account memory held = VAULT.accountOf(account, gateway());
        return held.balance - held.thawing;
    }

    /// @inheritdoc ICredit
    function decimals() external view returns (uint8) {
        return DECIMALS;
    }

    /// @inheritdoc ICredit
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return ExactHash.domainOf(address(this));
    }

    /// @inheritdoc ICredit
    function gateway() public view returns (address) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (address));
    }

    /// @inheritdoc ICredit
    function name() external pure returns (string memory) {
        return ExactHash.NAME;
    }

    /// @inheritdoc ICredit
    function symbol() external pure returns (string memory) {
        return "stoaUSDC";
    }

    /// @inheritdoc ICredit
    function version() external pure returns (string memory) {
        return ExactHash.VERSION;
    }
}
